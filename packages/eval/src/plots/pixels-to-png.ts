import sharp from 'sharp';

/** A small picture as PNG bytes, each pixel drawn as a square of `scale` pixels so that no viewer blurs it. */
export async function pixelsToPng(
  pixels: Uint8Array,
  { width, height, channels, scale }: { width: number; height: number; channels: 1 | 3; scale: number },
): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels } })
    .resize(width * scale, height * scale, { kernel: 'nearest' })
    .png({ compressionLevel: 9, adaptiveFiltering: false })
    .toBuffer();
}
