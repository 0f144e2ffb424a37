import { numberTable } from '@reprise/base';
import {
  HEADLINES,
  type Judged,
  layerTable,
  type ModelName,
  PROTOCOL,
  type Published,
  PUBLISHED,
  seedsText,
} from '@reprise/eval';
import { catalogue, type CatalogueEntry } from '@reprise/records';

const count = (n: number): string => n.toLocaleString('en-US');

/** A model's last losses and accuracies over the seeds, and the notebook's. */
function evaluation(model: ModelName, { records }: Published): string {
  const trainings = records.trainings(model);
  const { history, final } = PUBLISHED[model];
  const last = (curve: readonly number[]): number => curve.at(-1) as number;
  const rows: [string, number[], number | undefined][] = [
    ['loss, last epoch', trainings.map((one) => last(one.history.loss)), last(history.loss)],
    ['val_loss, last epoch', trainings.map((one) => last(one.history.val_loss)), last(history.val_loss)],
    ['training accuracy', trainings.flatMap(({ accuracy }) => accuracy?.train ?? []), final.train_acc],
    ['test accuracy', trainings.flatMap(({ accuracy }) => accuracy?.test ?? []), final.test_acc],
  ];
  return numberTable(
    ['', `${trainings.length} seeds`, 'notebook'],
    rows
      .filter(([, seeds]) => seeds.length > 0)
      .map(([name, seeds, published]) => [name, seedsText(seeds, model), published?.toFixed(4) ?? '–']),
  );
}

/** A model card after Mitchell et al., Model Cards for Model Reporting (2019), of the published seeds. */
export function modelCard(model: ModelName, published: Published, judged: readonly Judged[]): string {
  const { title, description, card } = catalogue().get(model) as CatalogueEntry;
  if (card === undefined) throw new Error(`card.json of ${model} has no card`);
  const { layers, parameters, config } = published.facts.models[model];
  const { framework, machine, trainings } = published.records.find(model);
  const { name, ...rates } = config.optimizer;
  const optimizer = [name, ...Object.entries(rates).map(([key, rate]) => `${key} ${rate}`)].join(', ');
  const epochs = trainings.map(({ history }) => history.loss.length);
  const ran = [...new Set([Math.min(...epochs), Math.max(...epochs)])].join(' to ');
  const seeds = trainings.map(({ seed }) => seed);
  const verdict = judged.find(({ id }) => id === HEADLINES[model])?.verdict;
  const headline = PROTOCOL.claims.find(({ id }) => id === HEADLINES[model])?.statement.toLowerCase();
  const fits = model === 'birnn' ? ', fitted twice' : '';
  return [
    `# ${title}`,
    `${description} Written by \`npx nx run tools:publish\` from the published records.`,
    '## Model details',
    `${count(parameters.total)} parameters, ${count(parameters.trainable)} of them trained. It follows a published Keras notebook; [parity.md](../parity.md) lists the differences from Keras.`,
    layerTable(layers),
    '## Intended use',
    card.use,
    `Not for: ${card.limits}`,
    '## Data',
    card.data,
    '## Training',
    `${config.loss}; ${optimizer}; batches of ${config.batch_size}; ${ran} of at most ${config.epochs} epochs; ${count(config.train_rows)} rows; seeds ${seeds[0]} to ${seeds.at(-1)}; ${framework}; ${machine}.`,
    '## Evaluation',
    evaluation(model, published),
    `Mean ± standard deviation, or median and range of trainings that stop early; of the last epoch’s weights. The notebook’s ${headline}${fits}: **${verdict}**. [findings.md](../findings.md) has all verdicts, simple baselines and errors by kind.`,
    '## Ethical considerations',
    card.risks,
    '## Files',
    `\`artifacts/full/${model}/seed-N/\`: \`model.h5\` for Keras, \`model/\` for TensorFlow.js. The same seed on the same kind of machine gives identical files; findings.md has the digests of the run records. Licences: MIT for the code, [NOTICE](../../NOTICE) for data and weights.`,
  ].join('\n\n');
}
