import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/** Numbers in 16 bits each: `low` to `high` in 65,536 steps, deflated, in base64. */
export const PackedNumbers = z.strictObject({ low: z.number(), high: z.number(), data: z.base64() });
export type PackedNumbers = z.infer<typeof PackedNumbers>;

const STEPS = 0xffff;

/**
 * @param values finite, [n]; each is stored to 1 / 131,068 of their range
 * @param boundary a value that none crosses: it lies between two steps
 */
export function packNumbers(values: ArrayLike<number>, boundary?: number): PackedNumbers {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high))
    throw new RangeError(`values: expected finite numbers, found ${low} to ${high}`);
  if (boundary !== undefined && low < boundary && boundary < high) {
    const width = (high - low) / (STEPS - 1);
    low = boundary - (Math.ceil((boundary - low) / width + 0.5) - 0.5) * width;
    high = low + STEPS * width;
  }
  const bytes = Buffer.alloc(2 * values.length);
  // High bytes first, then low ones: neighbours are alike, so they deflate better.
  for (let i = 0; i < values.length; i++) {
    const step = high === low ? 0 : Math.round(((values[i] - low) / (high - low)) * STEPS);
    bytes[i] = step >> 8;
    bytes[values.length + i] = step & 0xff;
  }
  return { low, high, data: deflateRawSync(bytes, { level: 9 }).toString('base64') };
}

/** The numbers of {@link packNumbers}. @param n how many @throws RangeError for another number, or damaged data */
export function unpackNumbers({ low, high, data }: PackedNumbers, n: number): Float64Array {
  const bytes = inflateRawSync(Buffer.from(data, 'base64'), { maxOutputLength: 2 * n });
  if (bytes.length !== 2 * n) throw new RangeError(`expected ${n} numbers, found ${bytes.length / 2}`);
  return Float64Array.from({ length: n }, (_, i) => low + ((256 * bytes[i] + bytes[n + i]) / STEPS) * (high - low));
}
