import * as fc from 'fast-check';

/** Integers that break lengths, counts and offsets. */
const INTEGERS = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x1fffffffffffffn,
  0x20000000000001n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  0xffffffffffffffffn,
];

/** The most bytes that an edit produces. */
const LARGEST = 1 << 20;

type Edit = (bytes: Buffer) => Buffer;

/** A place in bytes of unknown length: near the start, where headers are, or anywhere. */
const somewhere = fc.oneof(fc.nat(64), fc.nat(1 << 16));
const at = (place: number, bytes: Buffer): number => (bytes.length === 0 ? 0 : place % bytes.length);

const put = (bytes: Buffer, place: number, value: Uint8Array): Buffer => {
  const changed = Buffer.from(bytes);
  changed.set(value.subarray(0, Math.max(0, changed.length - place)), place);
  return changed;
};

const integerBytes = (value: bigint, width: 1 | 2 | 4 | 8, little: boolean): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  const cut = bytes.subarray(0, width);
  return little ? cut : Buffer.from(cut).reverse();
};

/** One edit: a flipped bit, an integer, a cut, a deletion, an insertion, a repetition, bytes copied from elsewhere. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(somewhere, fc.nat(7)).map(
    ([place, bit]): Edit =>
      (bytes) =>
        bytes.length === 0 ? bytes : put(bytes, at(place, bytes), Uint8Array.of(bytes[at(place, bytes)] ^ (1 << bit))),
  ),
  fc.tuple(somewhere, fc.constantFrom(...INTEGERS), fc.constantFrom(1, 2, 4, 8), fc.boolean()).map(
    ([place, value, width, little]): Edit =>
      (bytes) =>
        put(bytes, at(place, bytes), integerBytes(value, width as 1, little)),
  ),
  somewhere.map(
    (place): Edit =>
      (bytes) =>
        bytes.subarray(0, at(place, bytes)),
  ),
  fc.tuple(somewhere, fc.nat(64)).map(
    ([place, count]): Edit =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(place, bytes)), bytes.subarray(at(place, bytes) + count)]),
  ),
  fc.tuple(somewhere, fc.uint8Array({ maxLength: 24 })).map(
    ([place, more]): Edit =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(place, bytes)), more, bytes.subarray(at(place, bytes))]),
  ),
  fc
    .tuple(somewhere, fc.integer({ min: 1, max: 256 }), fc.constantFrom(1, 2, 100, 10_000))
    .map(([place, count, times]): Edit => (bytes) => {
      const part = bytes.subarray(at(place, bytes), at(place, bytes) + count);
      const most = part.length === 0 ? 0 : Math.min(times, Math.floor((LARGEST - bytes.length) / part.length));
      const copies = Buffer.alloc(part.length * Math.max(0, most), part.length === 0 ? 0 : part);
      return Buffer.concat([bytes.subarray(0, at(place, bytes)), copies, bytes.subarray(at(place, bytes))]);
    }),
  fc.tuple(somewhere, somewhere, fc.integer({ min: 1, max: 64 })).map(
    ([from, to, count]): Edit =>
      (bytes) =>
        bytes.length === 0
          ? bytes
          : put(bytes, at(to, bytes), Buffer.from(bytes.subarray(at(from, bytes), at(from, bytes) + count))),
  ),
);

/**
 * Bytes near valid ones: mostly with one to six edits, sometimes unchanged, sometimes noise. Noise alone would not get past
 * a magic number.
 */
export const mutatedBytes = (...valid: Buffer[]): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.constantFrom(...valid) },
    {
      weight: 10,
      arbitrary: fc
        .tuple(fc.constantFrom(...valid), fc.array(edit, { minLength: 1, maxLength: 6 }))
        .map(([bytes, edits]) => edits.reduce((changed, change) => change(changed), bytes)),
    },
  );
