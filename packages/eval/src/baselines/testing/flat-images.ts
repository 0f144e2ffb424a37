/** An image for each grey level, all its 784 pixels of that level: [levels * 784]. */
export function flatImages(...levels: number[]): Uint8Array {
  const images = new Uint8Array(levels.length * 784);
  levels.forEach((level, row) => images.fill(level, row * 784, (row + 1) * 784));
  return images;
}
