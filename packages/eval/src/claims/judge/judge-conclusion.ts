import { mt19937 } from '@reprise/data';
import { mean, median } from '../../metrics';
import { PROTOCOL, type ProtocolClaim } from '../../protocol';
import type { TrainingRecord } from '../../records/training-record';
import {
  combineSources,
  type Duration,
  type Effect,
  logRank,
  logRankPower,
  percentileInterval,
  powerOfT,
  shiftPower,
  summarizeBootstrap,
  testMean,
  testMedian,
  testShift,
} from '../../statistics';
import { evaluateRowSum, quantityOf, type RowSum, rowSum } from '../quantities';
import type { Records } from '../../records/records';
import type { Judged, Verdict } from '../verdict';

export type Conclusion = Extract<ProtocolClaim, { kind: 'conclusion' }>;

/** What a test found: the effect, its Monte Carlo errors, and the power for the printed effect. */
interface Found extends Effect {
  errors?: { low: number; high: number };
  power?: number;
  seeds?: number[];
  note?: string;
  /** For tests whose interval only shows the effect: its side by p. */
  side?: 'above' | 'below' | 'neither';
}

/** A statistic of a bootstrap sample. */
export type Statistic = (counts?: Uint16Array) => number;

const BASELINES = new Set(['pca', 'mean-image', 'majority', 'pixel-logistic', 'ngram-logistic']);

/** Trainings of an experiment: one for each seed, or a baseline's only one. */
const trainingsOf = (records: Records, experiment: string): readonly TrainingRecord[] =>
  BASELINES.has(experiment) ? [records.first(experiment)] : records.trainings(experiment);

const valuesOf = (records: Records, experiment: string, quantity: string): number[] =>
  trainingsOf(records, experiment).map(quantityOf(records, experiment, quantity));

const rowSumsOf = (records: Records, experiment: string, quantity: string): RowSum[] =>
  trainingsOf(records, experiment).map((training) => rowSum(records, experiment, quantity, training));

const rowValuesOf = (records: Records, experiment: string, quantity: string): number[] =>
  rowSumsOf(records, experiment, quantity).map((one) => evaluateRowSum(one));

/** Each test row's value, averaged over seeds. */
function rowMeans(records: Records, experiment: string, quantity: string): Float64Array {
  const rows = trainingsOf(records, experiment).map((training) =>
    quantity === 'test_accuracy'
      ? records.correct(experiment, training)
      : records.rows(experiment, training, quantity as 'squared_error' | 'crossentropy'),
  );
  return rows[0].map((_, row) => mean(rows.map((values) => values[row])));
}

/** The bootstrap statistic of a test by order; undefined for other tests. @throws Missing without trainings */
export function rowStatistic(records: Records, { experiments, quantity, test }: Conclusion): Statistic | undefined {
  const sums = (experiment: string): RowSum[] => rowSumsOf(records, experiment, quantity);
  const [first, second] = experiments;
  if (test === 'median over seeds and rows') {
    const [ours, baseline] = [sums(first), second === undefined ? [] : sums(second)];
    return (counts) => {
      const values = ours.map((one) => evaluateRowSum(one, counts));
      return median(values) - (baseline.length > 0 ? evaluateRowSum(baseline[0], counts) : 0);
    };
  }
  if (test !== 'shift over seeds and rows') return undefined;
  const [a, b] = [sums(first), sums(second)];
  return (counts) => {
    const values = b.map((one) => evaluateRowSum(one, counts));
    const differences = a.flatMap((one) => {
      const value = evaluateRowSum(one, counts);
      return values.map((other) => value - other);
    });
    return median(differences);
  };
}

function byMean(records: Records, claim: Conclusion): Found {
  const { experiments, quantity, bound, test, effect } = claim;
  const groups = experiments.map((experiment) => valuesOf(records, experiment, quantity));
  const seeds = groups.filter((values) => values.length > 1);
  const [first, second] = groups.map(mean);
  const parts: ArrayLike<number>[] = [...seeds];
  if (test === 'difference over seeds and rows') {
    const [a, b] = experiments.map((experiment) => rowMeans(records, experiment, quantity));
    parts.push(a.map((value, row) => value - b[row]));
  }
  const { df, error, ...found } = testMean(second === undefined ? first : first - second, bound, parts);
  const power = effect === undefined ? {} : { power: powerOfT(effect / error, df) };
  return { ...found, ...power, ...(groups.length === 1 && { seeds: groups[0] }) };
}

function byOrder(records: Records, claim: Conclusion, samples: Float64Array | undefined): Found {
  const { experiments, quantity, bound, effect } = claim;
  // With rows, values are those of the test rows, as the bootstrap's: ties stay ties.
  const values = samples ? rowValuesOf : valuesOf;
  const [a, b] = experiments.map((experiment) => values(records, experiment, quantity));
  const both = b !== undefined && b.length > 1;
  const ours = both || b === undefined ? a : a.map((value) => value - b[0]);
  const seeds = both ? testShift(a, b, bound) : testMedian(ours, bound);
  const found = samples ? combineSources(seeds, summarizeBootstrap(samples, seeds.estimate, bound)) : seeds;
  const wins = both ? mean(a.flatMap((x) => b.map((y) => (Math.sign(x - y) + 1) / 2))) : undefined;
  return {
    ...found,
    ...(both
      ? { note: `one more training of the first is higher with probability ${wins?.toFixed(2)}` }
      : { seeds: ours }),
    ...(both && effect !== undefined && { power: shiftPower(a, b, effect) }),
  };
}

/** Epochs without a lower val_loss after which the notebook's fits stop. */
const PATIENCE = 2;
/** The most epochs of the notebook's fits. */
const MOST_EPOCHS = 20;

/** Epochs as durations: a fit that ran all its epochs was only watched until then, unless patience ended it there. */
const durations = (trainings: readonly TrainingRecord[]): Duration[] =>
  trainings.map(({ history: { val_loss } }) => ({
    time: val_loss.length,
    ended: val_loss.length - 1 - val_loss.indexOf(Math.min(...val_loss)) >= PATIENCE,
  }));

function byLogRank(records: Records, { experiments: [first, second], effect }: Conclusion): Found {
  const [a, b] = [first, second].map((experiment) => durations(trainingsOf(records, experiment)));
  const { score, log10P } = logRank(a, b);
  // The restricted means: nothing is watched longer.
  const [x, y] = [a, b].map((group) => group.map(({ time }) => time));
  const next = mt19937(1);
  const resampled = (values: number[]): number =>
    mean(values.map(() => values[Math.floor((next() / 2 ** 32) * values.length)]));
  const samples = Float64Array.from({ length: PROTOCOL.design.bootstrapSamples }, () => resampled(x) - resampled(y));
  const censored = (group: readonly Duration[]): number => group.filter(({ ended }) => !ended).length;
  return {
    estimate: mean(x) - mean(y),
    ...percentileInterval(samples),
    log10P,
    side: 10 ** log10P <= PROTOCOL.design.level ? (score > 0 ? 'above' : 'below') : 'neither',
    ...(effect !== undefined && { power: logRankPower(b, effect, MOST_EPOCHS) }),
    note: `${censored(a)} of ${a.length} and ${censored(b)} of ${b.length} fits ran all their epochs`,
  };
}

function sideOf({ low, high, side }: Found, bound: number): 'above' | 'below' | 'neither' {
  if (side !== undefined) return side;
  return low > bound ? 'above' : high < bound ? 'below' : 'neither';
}

/** Whether the Monte Carlo error of the end that faces the bound leaves the side open. */
function isOpen({ low, high, errors }: Found, bound: number): boolean {
  if (!errors) return false;
  const [end, error] = low > bound ? [low, errors.low] : [high, errors.high];
  return error > Math.abs(end - bound) / 10;
}

/**
 * Judges a conclusion before Holm's correction.
 * @param samples the bootstrap of {@link rowStatistic}, if there is one
 */
export function judgeConclusion(
  records: Records,
  claim: Conclusion,
  samples: Float64Array | undefined,
): Omit<Judged, 'id'> {
  const found =
    claim.test === 'log-rank'
      ? byLogRank(records, claim)
      : /^(median|shift)/.test(claim.test)
        ? byOrder(records, claim, samples)
        : byMean(records, claim);
  const { estimate, low, high, log10P, power, seeds, note } = found;
  const side = sideOf(found, claim.bound);
  const open = side !== 'neither' && isOpen(found, claim.bound);
  const verdict: Verdict = side === 'neither' || open ? 'undecided' : side === claim.side ? 'holds' : 'does not hold';
  const notes = [
    note,
    open ? 'the Monte Carlo error of the interval exceeds a tenth of its distance to the bound' : undefined,
  ];
  const text = notes.filter((one) => one !== undefined).join('; ');
  return {
    verdict,
    value: estimate,
    interval: { low, high },
    log10P,
    power,
    seeds,
    ...(text !== '' && { note: text }),
  };
}
