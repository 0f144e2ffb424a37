// What the notebook prints of every model.
import { median } from '../../metrics';
import { type ModelName, PUBLISHED, type PublishedModel, PUBLISHED_URLS } from '../../published/published';
import type { Claim } from '../claim';
import { type CurveName, distanceToPublished } from '../measures/curves';
import { accuracy, fact, layerTable, metricOf } from '../measures/run-metrics';
import { verdictOn } from '../measures/urls/url-data';
import { claim, type ClaimText, exact, type Fit, FITS, near } from './kinds';

type Printed = (model: ModelName, fit: Fit, published: PublishedModel) => Claim[];

const print = (model: ModelName, what: string, text: ClaimText): Claim =>
  claim(`${model}-${what.replace('_', '-')}`, 'printed', model, text);

/** The table of layers, and the numbers of parameters. */
const summary: Printed = (model, { summary: where }, { layers, params }) => {
  if (!where || !layers || !params) return [];
  const { total, trainable = total, frozen = 0 } = params;
  const counts = [
    ['total', 'Total', total],
    ['trainable', 'Trainable', trainable],
    ['frozen', 'Non-trainable', frozen],
  ] as const;
  return [
    print(model, 'layers', {
      statement: 'The table of layers',
      where,
      ...exact(layers.join('\n'), 'a table'),
      how: 'class, output shape and parameters of each layer',
      measure: fact(model, layerTable),
    }),
    ...counts.map(([which, name, count]) =>
      print(model, `parameters-${which}`, {
        statement: `${name} parameters`,
        quote: `${name} params: ${count.toLocaleString('en-US')}`,
        where,
        ...exact(count, 'a count'),
        how: 'counted from the model’s weights',
        measure: fact(model, ({ run }) => run.parameters[which]),
      }),
    ),
  ];
};

const rows: Printed = (model, { cell: where, rows: [train, test] }) => [
  print(model, 'rows', {
    statement: 'Rows that are trained and tested on',
    quote: `Train on ${train} samples, validate on ${test} samples`,
    where,
    ...exact(`${train}, ${test}`, 'a count'),
    how: 'rows of the run’s record',
    measure: fact(model, ({ run: { config } }) => `${config.train_rows}, ${config.test_rows}`),
  }),
];

/** The losses in the last line of the log; of a model without accuracy also the median of the last five. */
const losses: Printed = (model, { experiment, cell: where, loss, evaluate }, { history }) => [
  ...(['loss', 'val_loss'] as const).map((curve) => {
    const published = history[curve].at(-1) as number;
    return print(model, curve, {
      statement: `${curve} of the last epoch`,
      quote: `${curve}: ${published.toFixed(4)}`,
      where,
      ...near(published, loss),
      how: `${curve} of the last epoch of ${experiment}`,
      measure: metricOf(experiment, ({ run }) => run.history[curve].at(-1) as number),
    });
  }),
  ...(evaluate
    ? []
    : [
        print(model, 'val_loss-median', {
          statement: 'val_loss, median of the last five epochs',
          where,
          ...near(median(history.val_loss.slice(-5)), loss),
          how: 'median of val_loss over the last five epochs',
          measure: metricOf(experiment, ({ run }) => median(run.history.val_loss.slice(-5))),
        }),
      ]),
];

/** The whole log, a claim for each curve. */
const curves: Printed = (model, { experiment, cell: where, curves: tolerances }) =>
  (Object.entries(tolerances) as [CurveName, number][]).map(([name, tolerance]) =>
    print(model, `curve-${name}`, {
      statement: `${name} by epoch`,
      where,
      expects: { kind: 'distance', tolerance },
      reason: 'as near as the notebook’s own curve moves between epochs, or as near as one seed to the others',
      how: `mean absolute difference of ${name} of ${experiment} and the notebook’s, over the epochs that both have`,
      measure: distanceToPublished(experiment, model, name),
    }),
  );

const accuracies: Printed = (model, { experiment, evaluate, accuracy: judged }, { final }) => {
  if (!evaluate || !judged) return [];
  const { quote, tolerance } = judged;
  const [margin, reason] = tolerance;
  const parts = [
    { part: 'test', name: 'Test', printed: 'Testing', reason },
    { part: 'train', name: 'Training', printed: 'Training', reason: `as for test accuracy: ${reason}` },
  ] as const;
  return parts.map(({ part, name, printed, reason }) => {
    const published = final[`${part}_acc`] as number;
    return print(model, `${part}-accuracy`, {
      statement: `${name} accuracy`,
      quote: quote(printed, published),
      where: evaluate,
      ...near(published, [margin, reason]),
      how: `accuracy of evaluate, without dropout, of ${experiment}`,
      measure: accuracy(experiment, part),
    });
  });
};

/** Of the URL models: the epochs until early stopping, and the verdicts on the two URLs that the notebook tries. */
const urls: Printed = (model, { experiment, cell, urls: texts }, { history: { loss } }) =>
  texts
    ? [
        print(model, 'epochs', {
          statement: 'Epochs until early stopping',
          quote: `Epoch ${loss.length}/20`,
          where: cell,
          ...near(loss.length, [2, 'the patience of two epochs']),
          how: texts.epochs,
          measure: metricOf(experiment, ({ run }) => run.epochs_run),
        }),
        ...PUBLISHED_URLS.map(({ url, verdict }, i) =>
          print(model, `url-${i + 1}`, {
            statement: `Its verdict on the ${['first', 'second'][i]} URL that is tried`,
            quote: `Test URL: ${url} is ${verdict}`,
            where: texts.cell,
            ...exact(verdict, 'a verdict'),
            how: `malicious above 0.5, by ${experiment}; the details say where the URL is in the data, and give the verdict with its leading dot removed or added`,
            measure: verdictOn(experiment, url),
          }),
        ),
      ]
    : [];

/** A claim for everything that the notebook prints of a model, in its order. */
export const printed = (model: ModelName): Claim[] =>
  [summary, rows, losses, curves, accuracies, urls].flatMap((list) => list(model, FITS[model], PUBLISHED[model]));
