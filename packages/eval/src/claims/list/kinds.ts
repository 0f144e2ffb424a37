// How claims are written, and the kinds of claims that every model has: the notebook prints the same things of each.
import { MODEL_NAMES, type ModelName, PUBLISHED, PUBLISHED_URLS } from '../../published/published';
import type { Claim, Group, Verdict } from '../claim';
import { type CurveName, distanceToPublished } from '../measures/curves';
import { accuracy, fact, lastOf, layerTable, rows } from '../measures/run-metrics';
import { verdictOn } from '../measures/urls/url-verdict';

export const claim = (
  id: string,
  group: Group,
  subject: ModelName | 'data',
  text: Omit<Claim, 'id' | 'group' | 'subject'>,
): Claim => ({ id, group, subject: subject === 'data' ? 'Data' : MODEL_NAMES[subject], ...text });

type Judged = Pick<Claim, 'expects' | 'reason'>;
const proposition =
  (holds: 'above' | 'below') =>
  (bound: number, reason: string): Judged => ({ expects: { kind: 'proposition', holds, bound }, reason });
export const above = proposition('above');
export const below = proposition('below');
export const exact = (published: number | string, reason: string): Judged => ({
  expects: { kind: 'exact', published },
  reason,
});
export const near = (published: number, [tolerance, reason]: Tolerance): Judged => ({
  expects: { kind: 'number', published, tolerance },
  reason,
});

type Declared = Claim['declared'];
/** @param reason in the words of the full run and sweep of that date */
export const declare = (verdict: Verdict, reason: string): Declared => ({ verdict, date: '2026-11-24', reason });
export const SAME = declare('reproduced', 'the same model and data');
export const IN_TOLERANCE = declare('reproduced', 'within the tolerance');

type Tolerance = [number, string];
const LATE_EPOCHS = 'how much the notebook’s val_loss moves from one late epoch to the next';
const IMAGES = {
  accuracy: [0.01, 'one point: three standard errors of an accuracy near 0.9 on the 10,000 test images'] as Tolerance,
  loss: [0.012, LATE_EPOCHS] as Tolerance,
  curves: { loss: 0.02, acc: 0.01, val_loss: 0.02, val_acc: 0.01 },
};
const URLS = {
  accuracy: [
    0.003,
    'three tenths of a point: three standard errors of an accuracy near 0.99 on the 16,838 test rows',
  ] as Tolerance,
  loss: [0.002, 'a tenth of the printed losses'] as Tolerance,
};

interface Fit {
  /** The experiment that repeats the fit. */
  experiment: string;
  /** The notebook's cell. */
  cell: string;
  accuracy?: Tolerance;
  loss: Tolerance;
  curves: Partial<Record<CurveName, number>>;
}

/** The fits whose logs the notebook prints, and how near ours must be. */
export const FITS = {
  autoencoder: {
    experiment: 'autoencoder',
    cell: 'autoencoder.fit',
    loss: [0.003, LATE_EPOCHS],
    curves: { loss: 0.004, val_loss: 0.004 },
  },
  lenet: { experiment: 'lenet', cell: 'cell 54', ...IMAGES },
  transfer: { experiment: 'transfer', cell: 'cell 72', ...IMAGES },
  // Its log is of a second fit: its cell was run again.
  birnn: {
    experiment: 'birnn-two-rounds',
    cell: 'cell 111',
    ...URLS,
    curves: { loss: 0.002, acc: 0.003, val_loss: 0.002, val_acc: 0.003 },
  },
  'cnn-lstm': {
    experiment: 'cnn-lstm',
    cell: 'cell 119',
    ...URLS,
    curves: { loss: 0.006, acc: 0.003, val_loss: 0.006, val_acc: 0.003 },
  },
} satisfies Record<ModelName, Fit>;

/** The summary's table of layers, and its numbers of parameters. */
export function summary(model: ModelName, where: string, total: number, trainable: number, frozen: number): Claim[] {
  const counts = { total, trainable, frozen };
  const names = { total: 'Total', trainable: 'Trainable', frozen: 'Non-trainable' };
  return [
    claim(`${model}-layers`, 'printed', model, {
      statement: 'The table of layers',
      where,
      ...exact((PUBLISHED[model].layers ?? []).join('\n'), 'a table'),
      how: 'class, output shape and parameters of each layer',
      measure: fact(model, layerTable),
      declared: SAME,
    }),
    ...(['total', 'trainable', 'frozen'] as const).map((which) =>
      claim(`${model}-parameters-${which}`, 'printed', model, {
        statement: `${names[which]} parameters`,
        quote: `${names[which]} params: ${counts[which].toLocaleString('en-US')}`,
        where,
        ...exact(counts[which], 'a count'),
        how: 'counted from the model’s weights',
        measure: fact(model, ({ run }) => run.parameters[which]),
        declared: SAME,
      }),
    ),
  ];
}

export const trainedRows = (model: ModelName, train: number, test: number): Claim =>
  claim(`${model}-rows`, 'printed', model, {
    statement: 'Rows that are trained and tested on',
    quote: `Train on ${train} samples, validate on ${test} samples`,
    where: FITS[model].cell,
    ...exact(`${train}, ${test}`, 'a count'),
    how: 'rows of the run’s record',
    measure: fact(model, rows),
    declared: SAME,
  });

/** The losses in the last line of the log. */
export const losses = (model: ModelName, loss: Declared, val_loss: Declared): Claim[] =>
  (['loss', 'val_loss'] as const).map((curve) => {
    const { experiment, cell, loss: tolerance }: Fit = FITS[model];
    const published = PUBLISHED[model].history[curve].at(-1) as number;
    return claim(`${model}-${curve.replace('_', '-')}`, 'printed', model, {
      statement: `${curve} of the last epoch`,
      quote: `${curve}: ${published.toFixed(4)}`,
      where: cell,
      ...near(published, tolerance),
      how: `${curve} of the last epoch of ${experiment}`,
      measure: lastOf(experiment, curve),
      declared: { loss, val_loss }[curve],
    });
  });

/** The whole log, a claim for each curve. */
export function curves(model: ModelName, declared = declare('reproduced', 'both fall and rise alike')): Claim[] {
  const { experiment, cell, curves: tolerances }: Fit = FITS[model];
  return (Object.entries(tolerances) as [CurveName, number][]).map(([name, tolerance]) =>
    claim(`${model}-curve-${name.replace('_', '-')}`, 'printed', model, {
      statement: `${name} by epoch`,
      where: cell,
      expects: { kind: 'distance', tolerance },
      reason: 'as near as the notebook’s own curve moves between epochs, or as near as one seed to the others',
      how: `mean absolute difference of ${name} of ${experiment} and the notebook’s, over the epochs that both have`,
      measure: distanceToPublished(experiment, model, name),
      declared,
    }),
  );
}

/** The accuracies of `evaluate`. */
export const accuracies = (
  model: Exclude<ModelName, 'autoencoder'>,
  where: string,
  quotes: [test: string, train: string],
  declared: [test: Declared, train: Declared],
): Claim[] =>
  (['test', 'train'] as const).map((part, i) => {
    const { experiment, accuracy: tolerance } = FITS[model];
    const { reason, expects } = near(PUBLISHED[model].final[`${part}_acc`] as number, tolerance);
    return claim(`${model}-${part}-accuracy`, 'printed', model, {
      statement: `${part === 'test' ? 'Test' : 'Training'} accuracy`,
      quote: quotes[i],
      where,
      expects,
      reason: part === 'test' ? reason : `as for test accuracy: ${reason}`,
      how: `accuracy of evaluate, without dropout, of ${experiment}`,
      measure: accuracy(experiment, part),
      declared: declared[i],
    });
  });

/** The verdicts on the two URLs that the notebook tries. */
export const triedUrls = (model: 'birnn' | 'cnn-lstm', where: string): Claim[] =>
  PUBLISHED_URLS.map(({ url, verdict }, i) =>
    claim(`${model}-url-${i + 1}`, 'printed', model, {
      statement: `Its verdict on the ${['first', 'second'][i]} URL that is tried`,
      quote: `Test URL: ${url} is ${verdict}`,
      where,
      ...exact(verdict, 'a verdict'),
      how: `malicious above 0.5, by ${FITS[model].experiment}; the details say where the URL is in the data, and give the verdict with its leading dot removed or added`,
      measure: verdictOn(FITS[model].experiment, url),
      declared: [
        declare('reproduced', 'a URL of the test set, with its dot or without'),
        declare('reproduced', 'a URL that is not in the data, with a dot or without'),
      ][i],
    }),
  );
