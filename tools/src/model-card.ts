import { type ClassResult, PUBLISHED, summaryTable, type ModelName } from '@reprise/eval';
import { catalogue, type CatalogueEntry, type RunRecord, taskOf } from '@reprise/records';

const figure = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(5));

const table = (head: string[], rows: string[][]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** What accuracy hides, where one URL in fifty is malicious. */
const classTable = (classes: readonly ClassResult[]): string =>
  table(
    ['of the test set', 'rows', 'precision', 'recall', 'F1'],
    classes.map(({ name, support, precision, recall, f1 }) => [
      name,
      support.toLocaleString('en-US'),
      ...[precision, recall, f1].map((score) => score?.toFixed(3) ?? '–'),
    ]),
  );

/**
 * A model card after Mitchell et al., Model Cards for Model Reporting (2019): what a run record says, and what one has to
 * know before using the model.
 * @param sha256 of the run record
 * @param classes scores of each by the predictions for the test set; none for the autoencoder
 */
export function modelCard(
  model: ModelName,
  run: RunRecord,
  sha256: string,
  classes: readonly ClassResult[] | null,
): string {
  const { title, description, card } = catalogue().get(model) as CatalogueEntry;
  if (card === undefined) throw new Error(`card.json of ${model} has no card`);
  const { final, config } = run;
  const published = PUBLISHED[model].final;
  const { name, ...rates } = config.optimizer;
  return [
    `# ${title}`,
    `${description} Written by \`npx nx run tools:publish-model-cards\` from the run record of \`npx nx run ${taskOf(run.experiment)}\`.`,
    '## What it is',
    `${run.parameters.total.toLocaleString('en-US')} parameters, ${run.parameters.trainable.toLocaleString('en-US')} of them trained. It follows a published Keras notebook; differences to Keras are numbered in [parity.md](../parity.md).`,
    `\`\`\`text\n${summaryTable(run.layers, run.parameters)}\n\`\`\``,
    '## What it is for',
    card.use,
    `Not for: ${card.limits}`,
    '## Data',
    card.data,
    '## Training',
    `${config.loss}; ${[name, ...Object.entries(rates).map(([key, value]) => `${key} ${value}`)].join(', ')}; batches of ${config.batch_size}; ${run.epochs_run} of at most ${config.epochs} epochs${run.stopped_early ? ', stopped early' : ''}; ${config.train_rows.toLocaleString('en-US')} rows; seed ${run.seed}; TensorFlow ${run.tensorflow}.`,
    '## How good it is',
    table(
      ['', 'training set', 'test set', 'test set in the notebook'],
      [
        ['loss', figure(final.train.loss), figure(final.test.loss), figure(published.val_loss)],
        ...(final.test.acc === undefined
          ? []
          : [['accuracy', figure(final.train.acc), figure(final.test.acc), figure(published.test_acc)]]),
      ],
    ),
    ...(classes ? [classTable(classes)] : []),
    `Both sets in inference mode, with the weights of the last epoch. One seed says little: [findings.md](../findings.md) has five, with intervals, and simple baselines on the same rows. [results.md](../results.md) has the curves.`,
    '## What could go wrong',
    card.risks,
    '## Where it comes from',
    `\`artifacts/full/${run.experiment}/seed-${run.seed}/\`: \`model.h5\` for Keras, \`model/\` for TensorFlow.js. The same seed on the same kind of machine gives the same bytes. sha256 of its run record: \`${sha256}\`. Licence of the code: MIT; of data and weights: [NOTICE](../../NOTICE).`,
  ].join('\n\n');
}
