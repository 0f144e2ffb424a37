import { mean, median } from '../../metrics';
import { markdownTable } from '../../markdown';
import { PROTOCOL, type ProtocolClaim } from '../../protocol';
import { MODEL_NAMES, type ModelName, MODELS, PUBLISHED } from '../../published/published';
import type { Records } from '../../records/records';
import { moments } from '../../statistics';
import { distributionOf } from '../judge/judge-claims';
import { rnnTrainings } from '../observations';
import { quantityOf } from '../quantities';
import type { Judged, Verdict } from '../verdict';
import { number } from './number';

type Metric = Extract<ProtocolClaim, { kind: 'metric' }>;

/** The verdict on a claim. @throws Error for an unknown id */
export function findJudged(judged: readonly Judged[], id: string): Judged {
  const one = judged.find((claim) => claim.id === id);
  if (!one) throw new Error(`unknown claim: ${id}`);
  return one;
}

/** The printed number that stands for a model. */
export const HEADLINES: Readonly<Record<ModelName, string>> = {
  autoencoder: 'autoencoder-val-loss',
  lenet: 'lenet-test-accuracy',
  transfer: 'transfer-test-accuracy',
  birnn: 'birnn-test-accuracy',
  'cnn-lstm': 'cnn-lstm-test-accuracy',
};

/** Mean and standard deviation of normal seeds, median and range of others. */
export function seedsText(seeds: readonly number[], about: ModelName): string {
  if (distributionOf(about) === 'normal') {
    const { mean: centre, sd } = moments('seeds', seeds);
    return `${centre.toFixed(4)} ± ${sd.toFixed(4)}`;
  }
  const text = seeds.every(Number.isInteger) ? number : (value: number): string => value.toFixed(4);
  return `${text(median(seeds))} (${text(Math.min(...seeds))} to ${text(Math.max(...seeds))})`;
}

/** A model's printed number with its verdict and the seeds that decide it. */
export interface Headline {
  model: ModelName;
  title: string;
  claim: Metric;
  judged: Judged;
}

/** The printed number that stands for each model. */
export const headlines = (judged: readonly Judged[]): Headline[] =>
  MODELS.map((model) => {
    const claim = PROTOCOL.claims.find(({ id }) => id === HEADLINES[model]) as Metric;
    const title = MODEL_NAMES[model] + (claim.experiment === model ? '' : ', fitted twice');
    return { model, title, claim, judged: findJudged(judged, claim.id) };
  });

/** A row for each model: the notebook's number, ours over seeds, the control's, and the verdict. */
export function headlineTable(judged: readonly Judged[]): string {
  const rows = headlines(judged).map(({ model, title, claim, judged: { seeds = [], control = [], verdict } }) => [
    title,
    claim.statement.toLowerCase(),
    claim.published.toFixed(4),
    seeds.length > 1 ? seedsText(seeds, model) : '–',
    control.length > 0 ? control.map((value) => value.toFixed(4)).join(', ') : '–',
    `**${verdict}**`,
  ]);
  return [
    markdownTable(['model', 'number', 'notebook', 'ours, ten seeds', 'tf_keras, by seed', 'verdict'], rows, [2, 3]),
    'Ours: mean ± standard deviation; of the URL models, whose trainings stop early, median and range.',
  ].join('\n\n');
}

const WORDS: Partial<Record<Verdict, string>> = {
  holds: 'is',
  'does not hold': 'is not',
  undecided: 'is not shown to be',
};
const is = ({ verdict }: Judged): string => WORDS[verdict] ?? 'was not measured to be';

/** A difference of accuracies with its interval and power. */
function effectText({ value, interval, power }: Judged): string {
  const points = (share: number): string => (100 * share).toFixed(2).replace('-', '−');
  const { low, high } = interval ?? { low: NaN, high: NaN };
  const found = `${points(value as number)} percentage points (95 %: ${points(low)} to ${points(high)}, ${PROTOCOL.design.seeds.length} seeds each)`;
  return power === undefined
    ? found
    : `${found}; ten seeds would detect a difference as large as the notebook’s ${Math.round(100 * power)} % of the time`;
}

const tally = (judged: readonly Judged[]): string => {
  const verdicts = [...new Set(judged.map(({ verdict }) => verdict))];
  return verdicts.map((verdict) => `${judged.filter((one) => one.verdict === verdict).length} ${verdict}`).join(', ');
};

/** Judged claims of a kind that a summary counts: the primary ones. */
const primary = (judged: readonly Judged[], kinds: readonly ProtocolClaim['kind'][]): Judged[] =>
  PROTOCOL.claims
    .filter(({ kind, reading }) => kinds.includes(kind) && reading === 'primary')
    .map(({ id }) => findJudged(judged, id));

/** At most eight lines for a reader in a hurry. */
export function summaryLines(judged: readonly Judged[], records: Records): string[] {
  const find = (id: string): Judged => findJudged(judged, id);
  const facts = primary(judged, ['fact']);
  const numbers = primary(judged, ['metric', 'curve', 'together', 'answer']);
  const wrong = numbers.reduce((sum, { falseRate = 0 }) => sum + falseRate, 0);
  const accuracies = (experiment: string): string =>
    seedsText(records.trainings(experiment).map(quantityOf(records, experiment, 'test_accuracy')), 'birnn');
  const error = (experiment: string): number =>
    mean(
      (experiment === 'pca' ? [records.first('pca')] : records.trainings(experiment)).map(
        quantityOf(records, experiment, 'squared_error'),
      ),
    );
  const rnns = rnnTrainings(records);
  const majority = mean(records.benign());
  const above = rnns.filter(({ accuracy }) => accuracy > majority);
  const ngrams = quantityOf(records, 'ngram-logistic', 'test_accuracy')(records.first('ngram-logistic'));
  const recall = find('birnn-detects-most');
  return [
    `Facts (layers, parameters, shapes, rows): ${tally(facts)}.`,
    `Printed numbers, curves and answers: ${tally(numbers)}. Chance alone would give about ${wrong.toFixed(1)} “not reproduced”.`,
    `The RNN’s printed log begins on a trained model. Test accuracy of one fit, as the cell reads: ${accuracies('birnn')}; of two fits: ${accuracies('birnn-two-rounds')}; printed: ${PUBLISHED.birnn.final.test_acc?.toFixed(4)}.`,
    `The autoencoder ${is(find('autoencoder-more-potent-than-pca'))} better than principal components: with 128 numbers each, squared error a pixel ${number(error('autoencoder'))} against ${number(error('pca'))}.`,
    `Transfer from VGG16 ${is(find('transfer-higher'))} more accurate than the LeNet: ${effectText(find('transfer-higher'))}.`,
    `The CNN + LSTM ${is(find('cnn-lstm-better'))} more accurate than the RNN fitted twice: ${effectText(find('cnn-lstm-better'))}. Logistic regression on character n-grams gets ${ngrams.toFixed(4)}.`,
    `Accuracy misleads: always saying benign gets ${majority.toFixed(4)}. Of ${rnns.length} trainings of the RNN, ${above.length} get more, and ${above.filter((one) => one.recall <= 0.5).length} of these miss at least half of the malicious URLs. Fitted twice, it finds ${Math.round(100 * (recall.value as number))} % of them (median): the claim that it finds most ${recall.verdict === 'undecided' ? 'is undecided' : recall.verdict}.`,
    'Limits: one machine, ten seeds; the seed changes initial weights, order and dropout, not the data; early stopping sees the test set, as in the notebook; margins are ours (docs/protocol.md).',
  ];
}
