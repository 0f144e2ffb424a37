import { Problem } from '@reprise/base';
import type { RunRecord } from '@reprise/records';

/** What each model does. */
const TASKS: Readonly<Record<RunRecord['model'], RunRecord['task']>> = {
  autoencoder: 'reconstruction',
  lenet: 'multiclass',
  transfer: 'multiclass',
  birnn: 'binary',
  'cnn-lstm': 'binary',
  'pixel-logistic': 'multiclass',
  'ngram-logistic': 'binary',
};

/** What does not go together in a record that its schema lets pass; undefined where all does. */
function contradiction({ model, task, config, history, epochs_run, final }: RunRecord): [string, string] | undefined {
  if (task !== TASKS[model]) return [`the task of ${model}, ${TASKS[model]}`, task];
  if (config.test_rows === 0) return ['rows to test on', 'none'];
  const curves = Object.entries(history);
  const odd = curves.find(([, curve]) => curve.length !== epochs_run);
  if (odd) return [`${epochs_run} epochs of ${odd[0]}`, `${odd[1].length}`];
  // A training that diverged in its first epoch has no curves at all.
  const accuracies = [final.train.acc, final.test.acc, ...(epochs_run > 0 ? [history.acc, history.val_acc] : [])];
  const wanted = task !== 'reconstruction';
  if (accuracies.some((acc) => (acc !== undefined) !== wanted))
    return [wanted ? 'accuracies' : 'no accuracy', wanted ? 'none' : 'some'];
  return undefined;
}

/**
 * Whether a record's parts go together, so that figures can be made of them.
 * @param where names it in an error
 * @throws Problem when they do not
 */
export function checkRecord(run: RunRecord, where: string, todo: string): void {
  const [expected, found] = contradiction(run) ?? [];
  if (expected !== undefined && found !== undefined) throw new Problem({ where, expected, found, todo });
}
