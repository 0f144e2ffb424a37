// What claims read from run records.
import { shapeText } from '../../plots';
import type { TrainedRun } from '../../runs/read-run';
import { predictionInterval, wilson } from '../../statistics';
import type { Measure } from '../claim';
import { Missing } from '../evidence';
import { exactly } from './measurement';

/** A metric of one run, and of each seed where there are several. */
export const metricOf =
  (experiment: string, metric: (run: TrainedRun) => number): Measure =>
  async (evidence) => {
    const value = metric(await evidence.run(experiment));
    const seeds = (await evidence.seeds(experiment))?.map(metric);
    if (!seeds) return { value, oneSeed: true };
    const { low, high, mean, sd } = predictionInterval(seeds);
    return { value, seeds, spread: { low, high }, details: { 'mean of seeds': mean, 'standard deviation': sd } };
  };

/** `evaluate`'s accuracy with the last epoch's weights, with Wilson's interval over the rows. */
export const accuracy =
  (experiment: string, part: 'train' | 'test'): Measure =>
  async (evidence) => {
    const accuracyOf = ({ run }: TrainedRun): number => run.final[part].acc as number;
    const run = await evidence.run(experiment);
    const rows = run.run.config[`${part}_rows`];
    const interval = wilson(Math.round(accuracyOf(run) * rows), rows);
    return { ...(await metricOf(experiment, accuracyOf)(evidence)), ...interval, interval: `Wilson, ${rows} rows` };
  };

/** The training loss of the last epoch, with the prediction interval for one more seed as its interval. */
export const lossOfOneMoreSeed =
  (experiment: string): Measure =>
  async (evidence) => {
    const last = await metricOf(experiment, ({ run }) => run.history.loss.at(-1) as number)(evidence);
    return last.spread ? { ...last, ...last.spread, interval: 'prediction for one more seed' } : last;
  };

/** Something in a run's record in which chance has no part. */
export const fact =
  (experiment: string, read: (run: TrainedRun) => number | string): Measure =>
  async (evidence) => {
    const value = read(await evidence.run(experiment));
    return typeof value === 'number' ? exactly(value) : { value };
  };

/** A model's layers as the notebook's summary prints them, one per line: class, output shape, parameters. */
export const layerTable = ({ run }: TrainedRun): string =>
  run.layers
    .map(({ class_name, output_shape, parameters }) => `${class_name} ${shapeText(output_shape)} ${parameters}`)
    .join('\n');

/** The number of layers with weights that training changes. */
export const trainedLayers = ({ run }: TrainedRun): number =>
  run.layers.filter(({ parameters, trainable }) => parameters > 0 && trainable).length;

const pools = ({ run }: TrainedRun) => run.layers.filter(({ class_name }) => class_name === 'MaxPooling2D');

/** The smallest image side that a chain of halving pools does not reduce to 0: 2 to the power of their number. */
export const leastInput = (run: TrainedRun): number => 2 ** pools(run).length;

/** The shape of the encoder's output, that of its last pool. */
export const codeShape = (run: TrainedRun): string => `(${pools(run).at(-1)?.output_shape.slice(1).join(', ')})`;

/** LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, figure 2), layer by layer. */
export const LENET_5 = [
  'Conv2D 6 of 5 x 5',
  'AveragePooling2D',
  'Conv2D 16 of 5 x 5',
  'AveragePooling2D',
  'Conv2D 120 of 5 x 5',
  'Dense 84',
  'Dense 10',
];

/** A layer as {@link LENET_5} describes its own. */
function describe({ class_name, config }: TrainedRun['run']['layers'][number]): string {
  const { kernel_size: side } = config;
  if (class_name === 'Conv2D' && Array.isArray(side)) return `Conv2D ${config['filters']} of ${side.join(' x ')}`;
  return class_name === 'Dense' ? `Dense ${config['units']}` : class_name;
}

/** The number of LeNet-5's layers that a model has, in order: the longest common subsequence. */
export function layersOfLeNet5({ run }: TrainedRun): number {
  let lengths = new Array<number>(LENET_5.length + 1).fill(0);
  for (const layer of run.layers.map(describe)) {
    const next = [...lengths];
    LENET_5.forEach(
      (theirs, i) => (next[i + 1] = theirs === layer ? lengths[i] + 1 : Math.max(next[i], lengths[i + 1])),
    );
    lengths = next;
  }
  return lengths[LENET_5.length];
}

/** Seconds of training, including those for the frozen layers' features, whenever these were computed. */
function seconds({ run, measured }: TrainedRun): number {
  if (!measured) throw new Missing(`${run.experiment} has no measured.json, so its time is unknown.`);
  if (measured.resumed) throw new Missing(`${run.experiment} resumed from a checkpoint, so its time is incomplete.`);
  const { training, features } = measured.seconds as typeof measured.seconds & { features?: number };
  if (run.parameters.frozen > 0 && features === undefined)
    throw new Missing(
      `${run.experiment}: the time of its frozen layers was not recorded. Remove the folder features of the cache, run \`npx nx reset\`, and train it again.`,
    );
  return training + (features ?? 0);
}

/** The first one's training time as a multiple of the second one's. */
export const timesAsLong =
  (first: string, second: string): Measure =>
  async (evidence) => {
    const [a, b] = [await evidence.run(first), await evidence.run(second)];
    const [ours, theirs] = [seconds(a), seconds(b)];
    const details = { [`${first}, seconds`]: ours, [`${second}, seconds`]: theirs };
    return { ...exactly(ours / theirs, details), interval: 'one training each' };
  };
