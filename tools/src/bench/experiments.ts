import type { Experiment } from '@reprise/training';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import type { Subject } from './subjects';

const ALL: Record<string, Experiment> = { ...vision, ...text };

/** The experiment behind a subject. */
export const experimentOf = (subject: Subject): Experiment => ALL[subject === 'transfer-tail' ? 'transfer' : subject];
