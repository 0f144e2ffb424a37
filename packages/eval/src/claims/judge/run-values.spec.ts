import { packNumbers } from '../../records/pack-numbers';
import { fakePublished } from '../../testing/fake-records';
import { Records } from '../../records/records';
import { runValues } from './run-values';

const { records, facts } = fakePublished(0);
const values = runValues(records, facts.facts);

test('a conclusion has the difference of its two trainings', () => {
  const accuracy = (experiment: string): number => records.first(experiment).accuracy?.test as number;
  expect(values.get('transfer-higher')).toBe(accuracy('transfer') - accuracy('lenet'));
  // The fakes' transfer takes five times as long.
  expect(values.get('transfer-time')).toBeCloseTo(Math.log(5), 10);
});

test('facts, numbers and answers have their own values, curves none', () => {
  expect(values.get('transfer-parameters-total')).toBe(16_299_850);
  expect(values.get('birnn-epochs')).toBe(9);
  expect(values.get('birnn-url-1')).toBe(0.9);
  expect(values.has('lenet-curve-loss')).toBe(false);
});

test('what needs a missing training, or missing test rows, is left out', () => {
  const training = { ...records.first('birnn-two-rounds'), rows: undefined };
  const record = { ...records.find('birnn-two-rounds'), trainings: [training] };
  const few = runValues(new Records(new Map([['birnn-two-rounds', record]]), []), {});
  expect(few.get('birnn-test-accuracy')).toBe(training.accuracy?.test);
  expect(['birnn-detects-most', 'cnn-lstm-better', 'birnn-rows'].filter((id) => few.has(id))).toEqual([]);
});

test('what always saying benign gets right on other test rows is not used', () => {
  const majority = records.find('majority');
  const [training] = majority.trainings;
  const few = { ...majority, rows: 2, trainings: [{ ...training, rows: { correct: packNumbers([1, 0]) } }] };
  const others = new Records(new Map([...records.experiments, ['majority', few]]), []);
  const recall = (from: Records): boolean => runValues(from, {}).has('birnn-detects-most');
  // Without rows of whether each is right, the fakes' logits need the labels.
  const logits = (from: Records): Records => {
    const record = structuredClone(from.find('birnn-two-rounds'));
    delete record.trainings[0].rows?.correct;
    return new Records(new Map([...from.experiments, ['birnn-two-rounds', record]]), []);
  };
  expect([recall(logits(records)), recall(logits(others))]).toEqual([true, false]);
});
