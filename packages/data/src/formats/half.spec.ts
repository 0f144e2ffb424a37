import { toHalf } from './half';

/** The value of a half, by the definition of binary16: sign, five bits of exponent, ten of fraction. */
function valueOf(half: number): number {
  const [sign, exponent, fraction] = [half & 0x8000 ? -1 : 1, (half >> 10) & 31, half & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const HALVES = Uint16Array.from({ length: 0x7c00 }, (_, half) => half);

test('every half stays itself, with either sign', () => {
  for (const sign of [0, 0x8000]) {
    const halves = HALVES.map((half) => sign | half);
    expect(toHalf(Float32Array.from(halves, valueOf))).toEqual(halves);
  }
});

test('between two halves the nearer one is taken, in the middle the even one', () => {
  const [below, between, above] = [HALVES.slice(0, -1), HALVES.slice(0, -1), HALVES.slice(1)];
  const middles = Float32Array.from(between, (half) => (valueOf(half) + valueOf(half + 1)) / 2);
  const bits = new Int32Array(middles.buffer);
  /** The floats next to the middles. */
  const next = (step: number): Float32Array => new Float32Array(bits.map((word) => word + step).buffer);
  expect(toHalf(next(-1))).toEqual(below);
  expect(toHalf(middles)).toEqual(between.map((half) => half + (half & 1)));
  expect(toHalf(next(1))).toEqual(above);
});

test('what is too large is infinity, and what is no number stays none', () => {
  // Half way between 65,504, the largest half, and 65,536.
  expect([...toHalf(Float32Array.of(65_519.996, 65_520, 1e30, -Infinity))]).toEqual([0x7bff, 0x7c00, 0x7c00, 0xfc00]);
  expect(valueOf(toHalf(Float32Array.of(NaN))[0])).toBeNaN();
});
