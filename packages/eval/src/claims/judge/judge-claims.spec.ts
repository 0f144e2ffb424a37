import { PROTOCOL } from '../../protocol';
import { Records } from '../../records/records';
import { fakePublished } from '../../testing/fake-records';
import { judge, numbersTogether, printedTraining, distributionOf } from './judge-claims';
import { together } from './judge-together';

const published = fakePublished();
const judged = judge(published);
const of = (id: string) => judged.find((one) => one.id === id);

test('judges every claim of the protocol, in its order', () => {
  expect(judged.map(({ id }) => id)).toEqual(PROTOCOL.claims.map(({ id }) => id));
  expect(judged.filter(({ verdict }) => verdict === 'not measured')).toEqual([]);
});

test('is deterministic', () => expect(judge(fakePublished())).toEqual(judged));

test('seeds around the notebook’s numbers reproduce them', () => {
  expect(of('lenet-val-loss')).toMatchObject({ verdict: 'reproduced', seeds: expect.any(Array) });
  expect(of('cnn-lstm-curve-loss')).toMatchObject({ verdict: 'compatible with seed spread' });
  expect(of('birnn-url-1')).toMatchObject({ verdict: 'reproduced', value: '10 of 10' });
  expect(of('transfer-rows')).toMatchObject({ verdict: 'identical' });
});

test('seeds away from them do not', () => {
  const other = fakePublished();
  const record = other.records.find('lenet');
  for (const training of record.trainings)
    training.history.val_loss = training.history.val_loss.map((loss) => loss + 0.1);
  const verdicts = new Map(judge(other).map(({ id, verdict }) => [id, verdict]));
  expect(verdicts.get('lenet-val-loss')).toBe('not reproduced');
  expect(verdicts.get('lenet-curve-val-loss')).toBe('not reproduced');
  expect(verdicts.get('lenet-together')).toBe('not reproduced');
});

test('Holm’s correction can only take a verdict back', () => {
  const primary = PROTOCOL.claims.filter(({ kind, reading }) => kind === 'conclusion' && reading === 'primary');
  expect(primary).toHaveLength(10);
  for (const { id } of primary) {
    const { verdict, uncorrected, log10P = 0, holm = 0 } = of(id) ?? {};
    expect(holm).toBeGreaterThanOrEqual(log10P);
    expect([uncorrected, 'undecided']).toContain(verdict);
  }
  // Ten seeds of ten, whatever the rows.
  expect(of('autoencoder-more-potent-than-pca')).toMatchObject({ verdict: 'does not hold' });
});

test('a claim without one of its trainings is not measured, the others are', () => {
  const { records } = fakePublished();
  const experiments = new Map(records.experiments);
  const lenet = records.find('lenet');
  experiments.set('lenet', { ...lenet, trainings: lenet.trainings.slice(1) });
  const without = judge({ ...published, records: new Records(experiments, records.seeds) });
  const missing = without.find(({ id }) => id === 'lenet-test-accuracy');
  expect(missing).toEqual({
    id: 'lenet-test-accuracy',
    verdict: 'not measured',
    note: 'lenet: no training of seed 11',
  });
  expect(without.find(({ id }) => id === 'transfer-test-accuracy')?.verdict).not.toBe('not measured');
});

test('numbers together tell models apart', () => {
  const seeds = (experiment: 'transfer' | 'cnn-lstm') =>
    published.records.trainings(experiment).map((training) => numbersTogether(training, distributionOf(experiment)));
  const printed = (model: 'transfer' | 'lenet' | 'cnn-lstm' | 'birnn', shape: 'transfer' | 'cnn-lstm') =>
    numbersTogether(printedTraining(model), distributionOf(shape));
  expect(together(seeds('transfer'), printed('lenet', 'transfer'), 'normal').inside).toBe(false);
  expect(together(seeds('cnn-lstm'), printed('birnn', 'cnn-lstm'), 'any').inside).toBe(false);
});
