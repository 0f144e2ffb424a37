import { clipProbability, mean } from '../../metrics';
import { MODEL_NAMES, type ModelName, PUBLISHED } from '../../published/published';
import type { TrainedRun } from '../../runs/read-run';
import { meanInterval, welch } from '../../statistics';
import type { Measure } from '../claim';
import { number } from '../findings/number';
import { estimate, exactly } from './measurement';

/** Mean absolute difference of two curves over the epochs that both have. @throws RangeError for an empty curve */
export function curveDistance(a: readonly number[], b: readonly number[]): number {
  const epochs = Math.min(a.length, b.length);
  if (epochs === 0) throw new RangeError('expected two curves of at least one epoch, found an empty one');
  return mean(Array.from({ length: epochs }, (_, i) => Math.abs(a[i] - b[i])));
}

/** Mean of several curves by epoch, up to the end of the shortest. */
const meanCurve = (curves: readonly (readonly number[])[]): number[] => {
  const epochs = Math.min(...curves.map(({ length }) => length));
  return Array.from({ length: epochs }, (_, i) => mean(curves.map((curve) => curve[i])));
};

/** Curves that the notebook's logs print. */
export type CurveName = 'loss' | 'val_loss' | 'acc' | 'val_acc';

/**
 * The distance of one of our curves from the notebook's. The scale for several seeds is the largest distance of one of
 * them from the mean of the others.
 */
export const distanceToPublished =
  (experiment: string, model: ModelName, name: CurveName): Measure =>
  async (evidence) => {
    const published = PUBLISHED[model].history[name] ?? [];
    const curveOf = ({ run: { history } }: TrainedRun): number[] => history[name] ?? [];
    const curve = curveOf(await evidence.run(experiment));
    const value = curveDistance(curve, published);
    const details = {
      'epochs that both have': Math.min(curve.length, published.length),
      epochs: `${curve.length} here, ${published.length} in the notebook`,
    };
    const curves = (await evidence.seeds(experiment))?.map(curveOf);
    if (!curves) return { value, details, oneSeed: true };
    const apart = curves.map((one, i) => curveDistance(one, meanCurve(curves.filter((_, other) => other !== i))));
    const seeds = curves.map((one) => curveDistance(one, published));
    return { value, seeds, details, spread: { low: 0, high: Math.max(...apart) } };
  };

/**
 * How unsteadily a curve falls: the sum of its rises from one epoch to the next, as a share of its range; 0 for a curve
 * that never rises.
 * @example unsteadiness([1, 0.5, 0.6, 0.2]) // 0.1 / 0.8 = 0.125
 */
export function unsteadiness(curve: readonly number[]): number {
  let rises = 0;
  for (let i = 1; i < curve.length; i++) rises += Math.max(0, curve[i] - curve[i - 1]);
  return rises === 0 ? 0 : rises / (Math.max(...curve) - Math.min(...curve));
}

/** A number of a val_loss curve. */
type OfCurve = (val_loss: readonly number[]) => number;

/** That of one experiment's run minus another's, with an interval over seeds where there are several. */
export const difference =
  (first: string, second: string, of: OfCurve): Measure =>
  async (evidence) => {
    const ofRun = ({ run }: TrainedRun): number => of(run.history.val_loss);
    const [a, b] = [await evidence.run(first), await evidence.run(second)];
    const [as, bs] = [(await evidence.seeds(first))?.map(ofRun), (await evidence.seeds(second))?.map(ofRun)];
    if (!as || !bs)
      return { value: ofRun(a) - ofRun(b), details: { [a.run.title]: ofRun(a), [b.run.title]: ofRun(b) } };
    // Welch's interval is undefined for two constant groups.
    const one = as[0] - bs[0];
    const constant = [as, bs].every((group) => group.every((value) => value === group[0]));
    const apart = constant ? { difference: one, low: one, high: one } : welch(as, bs);
    return estimate(apart.difference, apart, `Welch, ${as.length} and ${bs.length} seeds`, {
      [`${first}, by seed`]: as.map(number).join(', '),
      [`${second}, by seed`]: bs.map(number).join(', '),
    });
  };

/** The same of the curves that the notebook prints. */
export const publishedDifference = (first: ModelName, second: ModelName, of: OfCurve): Measure => {
  const [a, b] = [first, second].map((model) => of(PUBLISHED[model].history.val_loss));
  return () => exactly(a - b, { [MODEL_NAMES[first]]: a, [MODEL_NAMES[second]]: b });
};

/** Cross-entropy of each test row. */
function rowLosses({ predictions }: TrainedRun, labels: Uint8Array): Float64Array {
  const [rows, width] = predictions.shape;
  return Float64Array.from(
    { length: rows },
    (_, row) => -Math.log(clipProbability(predictions.data[row * width + labels[row]])),
  );
}

/** How much the test loss of an image classifier grows by training on, row by row: the long run's minus the model's. */
export const testLossAfter =
  (long: string, model: string): Measure =>
  async (evidence) => {
    const [longer, run] = [await evidence.run(long), await evidence.run(model)];
    const { labels } = (await evidence.fashion()).test;
    const [a, b] = [rowLosses(longer, labels), rowLosses(run, labels)];
    const growth = meanInterval(a.map((loss, row) => loss - b[row]));
    const { val_loss } = longer.run.history;
    const lowest = Math.min(...val_loss);
    return estimate(growth.mean, growth, `t over ${a.length} rows`, {
      'epoch of the lowest val_loss': val_loss.indexOf(lowest) + 1,
      'lowest val_loss': lowest,
      [`val_loss after ${run.run.epochs_run} epochs`]: run.run.history.val_loss[run.run.epochs_run - 1],
      [`val_loss after ${longer.run.epochs_run} epochs`]: val_loss[val_loss.length - 1],
      'training accuracy at the end': longer.run.final.train.acc as number,
      'test accuracy at the end': longer.run.final.test.acc as number,
    });
  };
