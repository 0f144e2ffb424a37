import { readOff, writeOff } from './seeds-off';

test('an address keeps the seeds that are off', () => {
  const off = readOff('lenet.12.11,cnn-lstm.20');
  expect(off).toEqual(
    new Map([
      ['lenet', new Set([11, 12])],
      ['cnn-lstm', new Set([20])],
    ]),
  );
  expect(writeOff(off)).toBe('lenet.11.12,cnn-lstm.20');
});

test.each([
  ['', ''],
  [',,..', ''],
  ['lenet', ''],
  ['lenet.x.-1.1e1.NaN', ''],
  ['lenet.x.11,.12', 'lenet.11'],
  ['lenet.11,lenet.12', 'lenet.11.12'],
])('of %j there remains %j', (text, kept) => expect(writeOff(readOff(text))).toBe(kept));

test('a model with all seeds on is left out', () => {
  expect(writeOff(new Map([['lenet', new Set<number>()]]))).toBe('');
});
