import { FAKE_VERDICTS } from '../../testing/fake-artifacts';
import { fakePublished } from '../../testing/fake-records';
import { compareRun } from './compare-run';

const { records, facts } = fakePublished(0);
/** One training of each experiment, with the notebook's own curves. */
const run = new Map(
  Array.from(records.experiments, ([name, record]) => [name, { record: structuredClone(record) }] as const),
);
const statuses = (changed = run, found = facts.facts) =>
  new Map(compareRun(changed, FAKE_VERDICTS.judged, found).map(({ claim, status }) => [claim.id, status]));

test('a run like the published seeds', () => {
  const is = statuses();
  expect(is.get('lenet-loss')).toBe('like');
  expect(is.get('transfer-parameters-total')).toBe('like');
  expect(is.get('birnn-epochs')).toBe('like');
});

test('a number out of range is unlike only beyond its margin', () => {
  const record = structuredClone(records.find('lenet'));
  const loss = record.trainings[0].history.loss;
  const at = (value: number) => {
    loss[loss.length - 1] = value;
    return statuses(new Map([['lenet', { record }]])).get('lenet-loss');
  };
  // The fakes' range is 0.2885 ± 1 %, the margin 0.009.
  expect([at(0.2885), at(0.295), at(0.301), at(0.27)]).toEqual(['like', 'out of range', 'unlike', 'unlike']);
});

test('another fact is unlike, a missing training or fact is not measured', () => {
  const is = statuses(new Map(), { 'transfer-parameters-total': 1 });
  expect(is.get('transfer-parameters-total')).toBe('unlike');
  expect(is.get('transfer-parameters-frozen')).toBe('not measured');
  expect(is.get('lenet-loss')).toBe('not measured');
});
