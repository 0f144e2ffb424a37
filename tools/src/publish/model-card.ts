import { numberTable } from '@reprise/base';
import { type ClassResult, layerTable, type ModelName, PUBLISHED } from '@reprise/eval';
import { catalogue, type CatalogueEntry, type RunRecord, taskOf } from '@reprise/records';

const value = (metric: number | undefined): string => (metric === undefined ? '–' : metric.toFixed(5));
const count = (n: number): string => n.toLocaleString('en-US');

const classTable = (classes: readonly ClassResult[]): string =>
  numberTable(
    ['of the test set', 'rows', 'precision', 'recall', 'F1'],
    classes.map(({ name, support, precision, recall, f1 }) => [
      name,
      count(support),
      ...[precision, recall, f1].map((score) => score?.toFixed(3) ?? '–'),
    ]),
  );

/**
 * A model card after Mitchell et al., Model Cards for Model Reporting (2019).
 * @param sha256 of the run record
 * @param classes scores by class on the test set; null for the autoencoder
 */
export function modelCard(
  model: ModelName,
  run: RunRecord,
  sha256: string,
  classes: readonly ClassResult[] | null,
): string {
  const { title, description, card } = catalogue().get(model) as CatalogueEntry;
  if (card === undefined) throw new Error(`card.json of ${model} has no card`);
  const { config, parameters } = run;
  const { train, test } = run.final;
  const published = PUBLISHED[model].final;
  const { name, ...rates } = config.optimizer;
  const optimizer = [name, ...Object.entries(rates).map(([key, rate]) => `${key} ${rate}`)].join(', ');
  const stopped = run.stopped_early ? ', stopped early' : '';
  return [
    `# ${title}`,
    `${description} Written by \`npx nx run tools:publish-model-cards\` from the run record of \`npx nx run ${taskOf(run.experiment)}\`.`,
    '## Model details',
    `${count(parameters.total)} parameters, ${count(parameters.trainable)} of them trained. It follows a published Keras notebook; [parity.md](../parity.md) lists the differences from Keras.`,
    layerTable(run.layers),
    '## Intended use',
    card.use,
    `Not for: ${card.limits}`,
    '## Data',
    card.data,
    '## Training',
    `${config.loss}; ${optimizer}; batches of ${config.batch_size}; ${run.epochs_run} of at most ${config.epochs} epochs${stopped}; ${count(config.train_rows)} rows; seed ${run.seed}; TensorFlow ${run.tensorflow}.`,
    '## Evaluation',
    numberTable(
      ['', 'training set', 'test set', 'test set in the notebook'],
      [
        ['loss', value(train.loss), value(test.loss), value(published.val_loss)],
        ...(test.acc === undefined ? [] : [['accuracy', value(train.acc), value(test.acc), value(published.test_acc)]]),
      ],
    ),
    ...(classes ? [classTable(classes)] : []),
    'Both sets are evaluated in inference mode with the last epoch’s weights. [findings.md](../findings.md) has five seeds with intervals, and simple baselines on the same rows; [results.md](../results.md) has the curves.',
    '## Ethical considerations',
    card.risks,
    '## Files',
    `\`artifacts/full/${run.experiment}/seed-${run.seed}/\`: \`model.h5\` for Keras, \`model/\` for TensorFlow.js. The same seed on the same kind of machine gives identical files. sha256 of the run record: \`${sha256}\`. Licences: MIT for the code, [NOTICE](../../NOTICE) for data and weights.`,
  ].join('\n\n');
}
