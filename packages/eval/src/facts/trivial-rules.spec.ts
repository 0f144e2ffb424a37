import { listRows } from '../testing/list-rows';
import { trivialRules } from './trivial-rules';

const urls = ['.a.b.one.com', '.two.com', '.c.d.com', '.five.org', '.e.f.g.com', '.h.com', '.i.j.com'];
const malicious = Uint8Array.of(0, 1, 0, 1, 0, 1, 1);
const trainRows = Int32Array.of(0, 1, 2, 3);
const testRows = Int32Array.of(4, 5, 6);

test('fits on training rows, judges on test rows, returns the best first', () => {
  const rules = trivialRules(urls, malicious, trainRows, testRows);
  expect(rules[0]).toEqual({
    feature: 'dots',
    threshold: 2.5,
    direction: 'below',
    balancedAccuracy: 1,
    accuracy: 2 / 3,
    recall: 0.5,
    precision: 1,
    falsePositiveRate: 0,
  });
  const scores = rules.map((rule) => rule.balancedAccuracy);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  // All start with a dot.
  expect(rules.map((rule) => rule.feature)).not.toContain('starts with a dot');
});

test('undefined scores are null', () => {
  const never = { name: 'seen in training', of: (url: string) => Number(url === '.two.com') };
  expect(trivialRules(urls, malicious, trainRows, Int32Array.of(4), [never])[0]).toMatchObject({
    accuracy: 1,
    recall: null,
    precision: null,
    falsePositiveRate: 0,
  });
  expect(trivialRules(urls, malicious, trainRows, Int32Array.of(5), [never])[0]).toMatchObject({
    recall: 0,
    falsePositiveRate: null,
  });
});

test('on the lists, few dots separate malicious rows best', async () => {
  const { urls, malicious, trainRows, testRows } = await listRows();
  const [dots, inFront, length] = trivialRules(urls, malicious, trainRows, testRows);
  // Also computed with numpy from all thresholds.
  expect(dots).toEqual({
    feature: 'dots',
    threshold: 2.5,
    direction: 'below',
    balancedAccuracy: expect.closeTo(0.9326174049722266, 14),
    accuracy: expect.closeTo(0.8928613849625846, 14),
    recall: 308 / 315,
    precision: 308 / 2105,
    falsePositiveRate: 1797 / 16523,
  });
  expect(inFront).toMatchObject({ feature: 'labels before the registered domain', threshold: 0.5, recall: 312 / 315 });
  expect(length).toMatchObject({ feature: 'length', threshold: 22.5, direction: 'below', recall: 260 / 315 });
});
