import { tf } from '@reprise/runtime';

/** Expects equal shapes, and values within 5e-6 of each other: relatively, where they are larger than 1. */
export function expectClose(found: tf.Tensor, expected: tf.Tensor): void {
  expect(found.shape).toEqual(expected.shape);
  const close = (value: number): unknown => expect.closeTo(value, 5 - Math.log10(Math.max(1, Math.abs(value))));
  expect(Array.from(found.dataSync())).toEqual(Array.from(expected.dataSync(), close));
}
