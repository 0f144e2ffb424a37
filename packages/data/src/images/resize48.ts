const FROM = 28;
const TO = 48;
/** Images per call of sharp: one tall picture of many is faster than many calls. */
const STRIP = 1000;
/** Calls at once. sharp's affine uses one core. */
const TOGETHER = 2;
const SCALE = TO / FROM;

/** Resizes images that are stacked in one picture, to RGB. */
async function resizeStrip(strip: Uint8Array): Promise<Buffer> {
  const height = strip.length / FROM;
  const matrix: [[number, number], [number, number]] = [
    [SCALE, 0],
    [0, SCALE],
  ];
  const { default: sharp } = await import('sharp');
  return sharp(strip, { raw: { width: FROM, height, channels: 1 } })
    .affine(matrix, { interpolator: 'nearest', odx: -0.5, ody: -0.5 })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
}

/**
 * Resizes grey images of 28x28 to RGB of 48x48 by the nearest neighbour, with the same bytes as the notebook's Pillow:
 * column x takes column `floor((x + 0.5) * 28 / 48)`. sharp's `resize` with the nearest kernel samples other pixels; its
 * affine with an offset of half a pixel does not. 70,000 images take about 5 s.
 *
 * @param images n * 784 bytes
 * @returns n * 48 * 48 * 3 bytes, channels last, the three of a pixel equal
 * @throws RangeError if the bytes are not a whole number of images
 */
export async function resize48(images: Uint8Array): Promise<Uint8Array> {
  const [pixels, bytes] = [FROM * FROM, TO * TO * 3];
  const rows = images.length / pixels;
  if (!Number.isInteger(rows))
    throw new RangeError(`${images.length} bytes are not a whole number of images of ${FROM}x${FROM}`);
  const out = new Uint8Array(rows * bytes);
  const convert = async (start: number): Promise<void> =>
    out.set(await resizeStrip(images.subarray(start * pixels, (start + STRIP) * pixels)), start * bytes);
  const starts = Array.from({ length: Math.ceil(rows / STRIP) }, (_, i) => i * STRIP);
  for (let i = 0; i < starts.length; i += TOGETHER) await Promise.all(starts.slice(i, i + TOGETHER).map(convert));
  return out;
}
