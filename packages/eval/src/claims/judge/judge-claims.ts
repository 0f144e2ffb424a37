import { PROTOCOL, type ProtocolClaim } from '../../protocol';
import { isModel, type ModelName, PUBLISHED } from '../../published/published';
import type { Published } from '../../records/read-records';
import { Missing, type Records } from '../../records/records';
import type { TrainingRecord } from '../../records/training-record';
import { bootstrapRows, holm } from '../../statistics';
import { quantityOf } from '../quantities';
import type { Judged } from '../verdict';
import { type Conclusion, judgeConclusion, rowStatistic, type Statistic } from './judge-conclusion';
import { judgeCurve } from './judge-curve';
import type { Distribution } from './decide-number';
import { judgeNumber } from './judge-number';
import { judgeTogether } from './judge-together';

type OfKind<K extends ProtocolClaim['kind']> = Extract<ProtocolClaim, { kind: K }>;

const SEED_OF_BOOTSTRAP = 1;

/** Image models run a fixed number of epochs; URL models stop early. */
export const distributionOf = (about: ProtocolClaim['about']): Distribution =>
  about === 'birnn' || about === 'cnn-lstm' ? 'any' : 'normal';

/** The numbers that are compared together, in one order; `undefined` in a curve that a model lacks. */
export function numbersTogether(
  { history, accuracy }: Pick<TrainingRecord, 'history' | 'accuracy'>,
  distribution: Distribution,
): number[] {
  const accuracies = accuracy ? [accuracy.train, accuracy.test] : [];
  const lasts = [history.loss.at(-1) as number, history.val_loss.at(-1) as number];
  return distribution === 'normal'
    ? [...accuracies, ...lasts]
    : [...accuracies, history.loss[0], ...lasts, history.loss.length];
}

/** What the notebook prints of a model, as a training. */
export function printedTraining(model: ModelName): Pick<TrainingRecord, 'history' | 'accuracy'> {
  const { history, final } = PUBLISHED[model];
  const { train_acc: train, test_acc: test } = final;
  return { history, ...(train !== undefined && test !== undefined && { accuracy: { train, test } }) };
}

/** The margin of a printed curve's last value, as the protocol has it. */
function lastMargin({ about, experiment, curve }: OfKind<'curve'>): number {
  const quantity = curve === 'val_acc' ? 'test_accuracy' : curve;
  const claim = PROTOCOL.claims.find(
    (one) => one.kind === 'metric' && one.about === about && one.experiment === experiment && one.quantity === quantity,
  );
  if (claim?.kind !== 'metric') throw new Error(`no margin of ${curve} of ${about}`);
  return claim.margin;
}

function judgeAnswer(records: Records, { experiment, url, published }: OfKind<'answer'>): Omit<Judged, 'id'> {
  const seeds = records.trainings(experiment).map(({ seed, answers }) => {
    const probability = answers?.[url];
    if (probability === undefined) throw new Missing(`${experiment}, seed ${seed}: no answer to ${url}`);
    return probability;
  });
  const same = seeds.filter((probability) => (probability > 0.5 ? 'malicious' : 'benign') === published).length;
  const verdict = same === seeds.length ? 'reproduced' : same === 0 ? 'not reproduced' : 'compatible with seed spread';
  return { verdict, value: `${same} of ${seeds.length}`, seeds };
}

function judgeOne(
  { records, control, facts }: Published,
  claim: Exclude<ProtocolClaim, Conclusion>,
): Omit<Judged, 'id'> {
  const distribution = distributionOf(claim.about);
  if (claim.kind === 'fact') {
    const value = facts.facts[claim.id];
    if (value === undefined) throw new Missing(`no fact ${claim.id}`);
    return { verdict: value === claim.published ? 'identical' : 'different', value };
  }
  const trainings = records.trainings(claim.experiment);
  if (claim.kind === 'answer') return judgeAnswer(records, claim);
  if (claim.kind === 'metric') {
    const of = quantityOf(records, claim.experiment, claim.quantity);
    const judged = judgeNumber(trainings.map(of), claim.published, claim.margin, distribution);
    // The control is only shown; it affects no verdict.
    const controls = control.experiments.get(claim.experiment)?.trainings.map(of);
    return { ...judged, ...(controls && { control: controls }) };
  }
  if (!isModel(claim.about)) throw new Error(`${claim.id} is about no model`);
  if (claim.kind === 'together')
    return judgeTogether(
      trainings.map((training) => numbersTogether(training, distribution)),
      numbersTogether(printedTraining(claim.about), distribution),
      distribution,
    );
  const { curve } = claim;
  const printed = PUBLISHED[claim.about].history[curve];
  if (!printed) throw new Error(`the notebook prints no ${curve} of ${claim.about}`);
  const curves = trainings.map(({ seed, history }) => {
    const ours = history[curve];
    if (!ours || ours.length === 0) throw new Missing(`${claim.experiment}, seed ${seed}: no ${curve}`);
    return ours;
  });
  return judgeCurve(curves, printed, lastMargin(claim), distribution);
}

/** All bootstraps in one pass: each claim's samples are those of a generator that starts anew. */
function bootstrap(records: Records, statistics: ReadonlyMap<string, Statistic>): Map<string, Float64Array> {
  const { bootstrapSamples } = PROTOCOL.design;
  const all = new Map(Array.from(statistics.keys(), (id) => [id, new Float64Array(bootstrapSamples)]));
  if (statistics.size > 0)
    bootstrapRows(records.benign(), bootstrapSamples, SEED_OF_BOOTSTRAP, (counts, sample) => {
      for (const [id, statistic] of statistics) (all.get(id) as Float64Array)[sample] = statistic(counts);
    });
  return all;
}

/** Corrects the primary conclusions for their number. */
function correct(judged: Judged[]): Judged[] {
  const primary = PROTOCOL.claims.filter(({ kind, reading }) => kind === 'conclusion' && reading === 'primary');
  const tested = judged.filter(({ id }) => primary.some((claim) => claim.id === id));
  // One that was not measured counts, with a p of 1.
  const corrected = new Map(holm(tested.map(({ log10P = 0 }) => log10P)).map((p, i) => [tested[i].id, p]));
  return judged.map((one) => {
    const p = corrected.get(one.id);
    if (p === undefined || one.log10P === undefined) return one;
    const verdict = 10 ** p <= PROTOCOL.design.level ? one.verdict : 'undecided';
    return { ...one, verdict, uncorrected: one.verdict, holm: p };
  });
}

/** Judges every claim of the protocol, in its order. */
export function judge(published: Published): Judged[] {
  const { records } = published;
  const attempt = (id: string, make: () => Omit<Judged, 'id'>): Judged => {
    try {
      return { id, ...make() };
    } catch (error) {
      // A RangeError is a statistic that these values do not allow.
      if (!(error instanceof Missing) && !(error instanceof RangeError)) throw error;
      return { id, verdict: 'not measured', note: error.message };
    }
  };
  const statistics = new Map<string, Statistic>();
  for (const claim of PROTOCOL.claims)
    if (claim.kind === 'conclusion')
      attempt(claim.id, () => {
        const statistic = rowStatistic(records, claim);
        if (statistic) statistics.set(claim.id, statistic);
        return { verdict: 'undecided' };
      });
  const samples = bootstrap(records, statistics);
  return correct(
    PROTOCOL.claims.map((claim) =>
      attempt(claim.id, () =>
        claim.kind === 'conclusion'
          ? judgeConclusion(records, claim, samples.get(claim.id))
          : judgeOne(published, claim),
      ),
    ),
  );
}
