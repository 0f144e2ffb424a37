import type { TrainedRun } from '../../report/read-run';
import { predictedClasses } from '../../metrics';

/** 1 for each test row whose class is predicted rightly, 0 else. @param labels of the test set, [rows] or more */
export function correctRows({ predictions }: TrainedRun, labels: Uint8Array): Uint8Array {
  const [rows, width] = predictions.shape;
  const predicted = predictedClasses({ data: predictions.data, rows, width });
  return Uint8Array.from(predicted, (label, row) => (label === labels[row] ? 1 : 0));
}
