/** Pixels per side of a picture, as in Fashion-MNIST. */
export const SIDE = 28;

/** A point on a picture in pixels from its left and upper edge; the middle of a pixel is at a half. */
export interface Point {
  x: number;
  y: number;
}

/** Grey, one byte per pixel, row by row: 0 is black. */
export type Picture = Uint8Array;

/** Paints grey pixels, as many as the canvas has. @param pixels row by row, from 0 to `white` */
export function paint(canvas: HTMLCanvasElement, pixels: ArrayLike<number>, white = 255): void {
  const image = new ImageData(canvas.width, canvas.height);
  for (let i = 0; i < pixels.length; i++) {
    const grey = (pixels[i] / white) * 255;
    image.data.set([grey, grey, grey, 255], i * 4);
  }
  canvas.getContext('2d', { willReadFrequently: true })!.putImageData(image, 0, 0);
}

/** Distance of a point from the line between two others. */
function distance(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
  return Math.hypot(at.x - from.x - along * dx, at.y - from.y - along * dy);
}

/**
 * Adds a stroke to a picture. Its edge is soft over one pixel, as in Fashion-MNIST's images.
 * @param width of the brush, in pixels
 * @param erase paints black instead of white
 * @returns a new picture
 * @example stroke(new Uint8Array(784), { x: 0.5, y: 0.5 }, { x: 2.5, y: 0.5 }, 1, false).subarray(0, 4) // 255, 255, 255, 0
 */
export function stroke(picture: Picture, from: Point, to: Point, width: number, erase: boolean): Picture {
  return picture.map((before, i) => {
    const at = { x: (i % SIDE) + 0.5, y: Math.floor(i / SIDE) + 0.5 };
    const covered = Math.min(1, Math.max(0, width / 2 + 0.5 - distance(at, from, to)));
    return erase ? Math.min(before, Math.round(255 * (1 - covered))) : Math.max(before, Math.round(255 * covered));
  });
}

/** A picture as text for an address: base64url of its 784 bytes. */
export const encodePicture = (picture: Picture): string =>
  btoa(String.fromCharCode(...picture))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** The picture of an {@link encodePicture}d text; undefined for another text. */
export function decodePicture(text: string): Picture | undefined {
  if (!/^[\w-]{1046}$/.test(text)) return undefined;
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0));
}
