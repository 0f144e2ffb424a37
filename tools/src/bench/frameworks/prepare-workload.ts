import { prepareTraining } from '@reprise/training';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import type { Job } from './protocol';

/** A workload's model, data and trainer, prepared as the product does. */
export function prepareWorkload({ workload, rows, validationRows }: Pick<Job, 'workload' | 'rows' | 'validationRows'>) {
  const experiment = { ...vision, ...text, 'transfer-tail': vision.transfer }[workload];
  return prepareTraining(experiment, { epochs: 1, trainRows: rows, testRows: validationRows }, 1);
}
