import * as fc from 'fast-check';
import { packNumbers, unpackNumbers } from './pack-numbers';

test('numbers come back to 1 / 131,068 of their range', () =>
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const packed = packNumbers(values);
      const unpacked = unpackNumbers(packed, values.length);
      const step = (packed.high - packed.low) / 131_068;
      values.forEach((value, i) => expect(Math.abs(unpacked[i] - value)).toBeLessThanOrEqual(step * 1.0001 + 1e-9));
    }),
  ));

test('no number crosses the boundary', () =>
  fc.assert(
    fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2 }), (values) => {
      const near = [...values.filter((value) => Math.abs(value) > 1e-8), 1e-8, -1e-8];
      const unpacked = unpackNumbers(packNumbers(near, 0), near.length);
      near.forEach((value, i) => expect([value, unpacked[i] > 0]).toEqual([value, value > 0]));
    }),
  ));

test('0 and 1 come back exactly', () => expect([...unpackNumbers(packNumbers([1, 0, 1, 1]), 4)]).toEqual([1, 0, 1, 1]));

test('refuses what is not finite, another number of values, and damaged data', () => {
  expect(() => packNumbers([1, NaN])).toThrow(RangeError);
  expect(() => packNumbers([])).toThrow('expected finite numbers, found Infinity to -Infinity');
  const packed = packNumbers([1, 2, 3]);
  expect(() => unpackNumbers(packed, 2)).toThrow();
  expect(() => unpackNumbers(packed, 4)).toThrow('expected 4 numbers, found 3');
  expect(() => unpackNumbers({ ...packed, data: 'AAAA' }, 3)).toThrow();
});
