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

function contradiction(
  { model, task, config, history, epochs_run, final }: RunRecord,
  card: CatalogueEntry,
  dataset: Dataset,
): { expected: string; found: string } | undefined {
  const tasks: readonly string[] = DATASETS[dataset].tasks;
  if (model !== card.model) return { expected: `the model ${card.model}`, found: model };
  if (!tasks.includes(task)) return { expected: `a task of ${dataset}, ${tasks.join(' or ')}`, found: task };
  if (config.test_rows === 0) return { expected: 'test rows', found: 'none' };
  const odd = Object.entries(history).find(([, curve]) => curve.length !== epochs_run);
  if (odd) return { expected: `${epochs_run} epochs of ${odd[0]}`, found: `${odd[1].length}` };
  // A training that diverged in its first epoch has no curves at all.
  const accuracies = [final.train.acc, final.test.acc, ...(epochs_run > 0 ? [history.acc, history.val_acc] : [])];
  const classifies = task !== 'reconstruction';
  if (accuracies.some((acc) => (acc !== undefined) !== classifies))
    return classifies ? { expected: 'accuracies', found: 'none' } : { expected: 'no accuracy', found: 'some' };
  return undefined;
}

/**
 * Checks what a record's schema cannot: that its parts agree with each other and with the model's card.
 * @param where names the record in the error
 * @throws Problem when they do not
 */
export function checkRecord(
  run: RunRecord,
  card: CatalogueEntry,
  dataset: Dataset,
  { where, todo }: { where: string; todo: string },
): void {
  const found = contradiction(run, card, dataset);
  if (found) throw new Problem({ where, todo, ...found });
}
