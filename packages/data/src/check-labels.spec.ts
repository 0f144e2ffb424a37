import { aProblem } from '@reprise/base/testing';
import { checkLabels } from './check-labels';

const CLASSES = ['benign', 'malicious', 'unknown'];
const check = (...labels: number[]): void => checkLabels(Uint8Array.from(labels), CLASSES, 'set', 'Fix it.');

test('accepts labels with every class', () => expect(() => check(2, 1, 0, 1)).not.toThrow());

test('names the row of an invalid label', () =>
  expect(() => check(0, 1, 2, 255, 3)).toThrow(
    aProblem(/^set, row 3: expected labels from 0 to 2, found 255\. Fix it/),
  ));

test('names a class that does not occur', () => {
  expect(() => check(0, 2, 0)).toThrow(aProblem(/^set: .* including 1 \(malicious\), found none among 3\./));
  expect(() => check()).toThrow(aProblem(/including 0 \(benign\), found none among 0\./));
});
