import { Problem } from '@reprise/base';
import { FASHION_MNIST_CLASSES } from '@reprise/data';
import type { CatalogueEntry, RunRecord } from '@reprise/records';

/** Datasets with a test set, by the task of `data` that prepares them. */
export const DATASETS = {
  'fashion-mnist': { classes: FASHION_MNIST_CLASSES, tasks: ['multiclass', 'reconstruction'] },
  urls: { classes: ['benign', 'malicious'], tasks: ['binary'] },
} as const satisfies Record<string, { classes: readonly string[]; tasks: readonly RunRecord['task'][] }>;
export type Dataset = keyof typeof DATASETS;

/**
 * The dataset whose test set a model predicts.
 * @throws Problem when its card names none of {@link DATASETS}
 */
export function datasetOf({ model, data }: CatalogueEntry): Dataset {
  const dataset = data.find((name): name is Dataset => Object.hasOwn(DATASETS, name));
  if (dataset !== undefined) return dataset;
  throw new Problem({
    where: `card.json of ${model}`,
    expected: `${Object.keys(DATASETS).join(' or ')} in data`,
    found: data.join(', ') || 'none',
    todo: 'Add its test set to packages/eval/src/runs/check-record.ts.',
  });
}

/**
 * Checks what a record's schema cannot: that its parts agree with each other and with the model's card.
 * @param at the record and the remedy, for the error
 * @throws Problem when they do not
 */
export function checkRecord(
  { model, task, config, history, epochs_run, final }: RunRecord,
  card: CatalogueEntry,
  dataset: Dataset,
  at: { where: string; todo: string },
): void {
  const check = (holds: boolean, expected: string, found: string): void => {
    if (!holds) throw new Problem({ ...at, expected, found });
  };
  const tasks: readonly string[] = DATASETS[dataset].tasks;
  check(model === card.model, `the model ${card.model}`, model);
  check(tasks.includes(task), `a task of ${dataset}, ${tasks.join(' or ')}`, task);
  check(config.test_rows > 0, 'test rows', 'none');
  for (const [name, { length }] of Object.entries(history))
    check(length === epochs_run, `${epochs_run} epochs of ${name}`, `${length}`);
  // A training that diverged in its first epoch has no curves at all.
  const accuracies = [final.train.acc, final.test.acc, ...(epochs_run > 0 ? [history.acc, history.val_acc] : [])];
  if (task === 'reconstruction')
    check(
      accuracies.every((acc) => acc === undefined),
      'no accuracy',
      'some',
    );
  else
    check(
      accuracies.every((acc) => acc !== undefined),
      'accuracies',
      'none',
    );
}
