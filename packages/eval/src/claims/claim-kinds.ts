// What many claims have in common: the notebook prints the same kinds of things of each model.
import { LAYER_TABLES } from '../published/printed';
import { PUBLISHED, PUBLISHED_URLS, type ModelName } from '../published/published';
import { MODEL_NAMES } from '../report/model-names';
import type { Claim, Verdict } from './claim';
import { type CurveName, distanceToPublished } from './measures/curve-distance';
import { rowsOf } from './measures/data-facts';
import { accuracy, fact, lastOf } from './measures/final-figures';
import { layerTable } from './measures/layers';
import { verdictOn } from './measures/singles';

/** The day of the full run and sweep that the declared verdicts are of. */
const DECLARED = '2026-11-24';
export const declare = (verdict: Verdict, reason: string): Claim['declared'] => ({ verdict, date: DECLARED, reason });
export const SAME = declare('reproduced', 'the same model and data');

/** The experiments whose figures the notebook prints. Its RNN's log is of a second fit: its cell was run again. */
export const PRINTED: Record<ModelName, string> = {
  autoencoder: 'autoencoder',
  lenet: 'lenet',
  transfer: 'transfer',
  birnn: 'birnn-two-rounds',
  'cnn-lstm': 'cnn-lstm',
};
export const FIT: Record<ModelName, string> = {
  autoencoder: 'autoencoder.fit',
  lenet: 'cell 54',
  transfer: 'cell 72',
  birnn: 'cell 111',
  'cnn-lstm': 'cell 119',
};

const image = (model: ModelName): boolean => model === 'lenet' || model === 'transfer';

/** Tolerances of figures, each with its reason. */
export const tolerance = {
  accuracy: (model: ModelName): [number, string] =>
    image(model)
      ? [0.01, 'one point: three standard errors of an accuracy near 0.9 on the 10,000 test images']
      : [0.003, 'three tenths of a point: three standard errors of an accuracy near 0.99 on the 16,838 test rows'],
  loss: (model: ModelName): [number, string] => {
    if (model === 'autoencoder') return [0.003, 'what the notebook’s val_loss moves from one late epoch to the next'];
    return image(model)
      ? [0.012, 'what the notebook’s val_loss moves from one late epoch to the next']
      : [0.002, 'a tenth of the printed losses'];
  },
};

/** Accuracies that `evaluate` prints. */
export const accuracies = (
  model: Exclude<ModelName, 'autoencoder'>,
  where: string,
  quotes: Record<'test' | 'train', string>,
  verdicts: Record<'test' | 'train', Claim['declared']>,
): Claim[] =>
  (['test', 'train'] as const).map((part) => {
    const [within, reason] = tolerance.accuracy(model);
    const name = part === 'test' ? 'Test' : 'Training';
    return {
      id: `${model}-${part}-accuracy`,
      group: 'printed',
      subject: MODEL_NAMES[model],
      statement: `${name} accuracy`,
      quote: quotes[part],
      where,
      expects: { kind: 'figure', published: PUBLISHED[model].final[`${part}_acc`] as number, tolerance: within },
      how: `accuracy of evaluate, without dropout, of ${PRINTED[model]}`,
      reason: part === 'test' ? reason : `as of the test accuracy: ${reason}`,
      measure: accuracy(PRINTED[model], part),
      declared: verdicts[part],
    };
  });

/** The losses of the last epoch's log line. */
export const losses = (model: ModelName, verdicts: Record<'loss' | 'val_loss', Claim['declared']>): Claim[] =>
  (['loss', 'val_loss'] as const).map((curve) => {
    const [within, reason] = tolerance.loss(model);
    const published = PUBLISHED[model].history[curve].at(-1) as number;
    return {
      id: `${model}-${curve.replace('_', '-')}`,
      group: 'printed',
      subject: MODEL_NAMES[model],
      statement: `${curve} of the last epoch`,
      quote: `${curve}: ${published.toFixed(4)}`,
      where: FIT[model],
      expects: { kind: 'figure', published, tolerance: within },
      how: `${curve} of the last epoch of ${PRINTED[model]}`,
      reason,
      measure: lastOf(PRINTED[model], curve),
      declared: verdicts[curve],
    };
  });

/** Whole curves; a claim for each that the log prints. */
export const curves = (
  model: ModelName,
  tolerances: Partial<Record<CurveName, number>>,
  verdicts: Partial<Record<CurveName, Claim['declared']>>,
): Claim[] =>
  (Object.keys(tolerances) as CurveName[]).map((name) => ({
    id: `${model}-curve-${name.replace('_', '-')}`,
    group: 'printed',
    subject: MODEL_NAMES[model],
    statement: `${name} by epoch`,
    where: FIT[model],
    expects: { kind: 'distance', tolerance: tolerances[name] as number },
    how: `mean absolute difference of ${name} of ${PRINTED[model]} and the notebook’s, over the epochs that both have`,
    reason:
      'a curve that lies as near as the notebook’s own moves between epochs; or as near as one seed to the others',
    measure: distanceToPublished(PRINTED[model], model, name),
    declared: verdicts[name] ?? declare('reproduced', 'both fall and rise alike'),
  }));

const PARAMETERS = { total: 'Total', trainable: 'Trainable', frozen: 'Non-trainable' } as const;

export const parameters = (model: ModelName, where: string, counts: Record<keyof typeof PARAMETERS, number>): Claim[] =>
  (Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]).map((which) => ({
    id: `${model}-parameters-${which}`,
    group: 'printed',
    subject: MODEL_NAMES[model],
    statement: `${PARAMETERS[which]} parameters`,
    quote: `${PARAMETERS[which]} params: ${counts[which].toLocaleString('en-US')}`,
    where,
    expects: { kind: 'exact', published: counts[which] },
    how: 'counted from the model’s weights',
    reason: 'a count',
    measure: fact(model, ({ run }) => run.parameters[which]),
    declared: SAME,
  }));

export const table = (model: keyof typeof LAYER_TABLES, where: string): Claim => ({
  id: `${model}-layers`,
  group: 'printed',
  subject: MODEL_NAMES[model],
  statement: 'The table of layers',
  where,
  expects: { kind: 'exact', published: LAYER_TABLES[model] },
  how: 'class, output shape and parameters of each layer',
  reason: 'a table',
  measure: fact(model, layerTable),
  declared: SAME,
});

export const rows = (model: ModelName, train: number, test: number): Claim => ({
  id: `${model}-rows`,
  group: 'printed',
  subject: MODEL_NAMES[model],
  statement: 'Rows that are trained and tested on',
  quote: `Train on ${train} samples, validate on ${test} samples`,
  where: FIT[model],
  expects: { kind: 'exact', published: `${train}, ${test}` },
  how: 'rows of the run’s record',
  reason: 'a count',
  measure: rowsOf(model),
  declared: SAME,
});

export const singles = (model: 'birnn' | 'cnn-lstm', where: string, verdicts: Claim['declared'][]): Claim[] =>
  PUBLISHED_URLS.map(({ url, verdict }, i) => ({
    id: `${model}-url-${i + 1}`,
    group: 'printed',
    subject: MODEL_NAMES[model],
    statement: `Its verdict on the ${i === 0 ? 'first' : 'second'} URL that is tried`,
    quote: `Test URL: ${url} is ${verdict}`,
    where,
    expects: { kind: 'exact', published: verdict },
    how: `malicious above 0.5, by ${PRINTED[model]}; the details say where the URL stands in the data, and the verdict on it with its leading dot turned`,
    reason: 'a verdict',
    measure: verdictOn(PRINTED[model], url),
    declared: verdicts[i],
  }));

/** A proposition that a quantity is above 0, or another bound. */
export const above = (bound = 0): Claim['expects'] => ({ kind: 'proposition', holds: 'above', bound });
export const below = (bound = 0): Claim['expects'] => ({ kind: 'proposition', holds: 'below', bound });
