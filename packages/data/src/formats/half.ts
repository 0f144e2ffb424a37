const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Half precision rounds to the nearest, ties to even (IEEE 754). */
function halfOf(value: number): number {
  float[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const size = bits[0] & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00; // not a number
  if (size >= 0x47800000) return sign | 0x7c00; // 65,536 or more: infinity
  if (size < 0x38800000) {
    // Below 2^-14 halves are multiples of 2^-24, as floats from 0.5 to 1 are: the sum is rounded as it has to be.
    float[0] = Math.abs(value) + 0.5;
    return sign | (bits[0] - 0x3f000000);
  }
  // Another exponent's bias, and 13 bits less; a carry goes into the exponent, and from the largest half to infinity.
  return sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
}

/**
 * Rounds to half precision, IEEE 754's binary16: three decimal digits, up to 65,504, beyond which it is infinity.
 * @returns the bits of each value
 * @example toHalf(Float32Array.of(1, -2)) // Uint16Array.of(0x3c00, 0xc000)
 */
export const toHalf = (values: Float32Array): Uint16Array => Uint16Array.from(values, halfOf);
