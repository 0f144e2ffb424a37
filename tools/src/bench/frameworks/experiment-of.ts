import type { Experiment } from '@reprise/training';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import type { Workload } from '../workloads';

/** The experiment that a workload trains. */
export const experimentOf = (workload: Workload): Experiment =>
  ({ ...vision, ...text, 'transfer-tail': vision.transfer })[workload];
