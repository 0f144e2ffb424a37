import { median } from '../metrics/median';
import { BARS, describeBar, reaches } from './bars';
import { PUBLISHED } from './published';

test('the autoencoder is held against the median of the last five epochs that the notebook prints', () => {
  const rule = BARS.autoencoder.rule;
  expect('of' in rule && rule.of).toBe(median(PUBLISHED.autoencoder.history.val_loss.slice(-5)));
});

test('edges of the bars', () => {
  expect(0.2901 - 0.2871).toBeGreaterThan(0.003);
  expect([0.2901, 0.29011, 0.2841, 0.28409].map((v) => reaches(BARS.autoencoder, v))).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([0.885, 0.8849].map((v) => reaches(BARS.lenet, v))).toEqual([true, false]);
  expect([0.986, 0.9859].map((v) => reaches(BARS.birnn, v))).toEqual([true, false]);
});

test('the notebook itself reaches every bar', () => {
  for (const model of ['lenet', 'transfer', 'birnn', 'cnn-lstm'] as const)
    expect(reaches(BARS[model], PUBLISHED[model].final.test_acc ?? NaN)).toBe(true);
});

test('in words', () => {
  expect(describeBar(BARS.lenet)).toBe('at least 0.885');
  expect(describeBar(BARS.autoencoder)).toBe('within 0.003 of 0.2871');
});
