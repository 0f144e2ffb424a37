import { prepareTraining } from '@reprise/training';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import type { Job } from './protocol';

/** A workload's model, data and trainer, prepared as the product does. */
export async function prepareWorkload({
  workload,
  rows,
  validationRows,
}: Pick<Job, 'workload' | 'rows' | 'validationRows'>) {
  const experiment = { ...vision, ...text, 'transfer-tail': vision.transfer }[workload];
  const size = { epochs: 1, trainRows: rows, testRows: validationRows };
  return { experiment, ...(await prepareTraining(experiment, size, 1)) };
}
