/** Pixels a side of a picture, as in Fashion-MNIST. */
export const SIDE = 28;

/** A place on a picture in pixels from its left and upper edge; a pixel's middle is at a half. */
export interface Place {
  x: number;
  y: number;
}

/** Grey, one byte a pixel, row by row: 0 is black. */
export type Picture = Uint8Array;

/** How far `at` is from the line between two places. */
function distance(at: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
  return Math.hypot(at.x - from.x - along * dx, at.y - from.y - along * dy);
}

/**
 * A picture with one stroke more. Its edge is soft over one pixel, as the edges of Fashion-MNIST's images are.
 * @param width of the brush, in pixels
 * @param erase paints black instead of white
 * @returns a new picture
 * @example stroke(new Uint8Array(784), { x: 0.5, y: 0.5 }, { x: 2.5, y: 0.5 }, 1, false).subarray(0, 4) // 255, 255, 255, 0
 */
export function stroke(picture: Picture, from: Place, to: Place, width: number, erase: boolean): Picture {
  return picture.map((before, i) => {
    const at = { x: (i % SIDE) + 0.5, y: Math.floor(i / SIDE) + 0.5 };
    const covered = Math.min(1, Math.max(0, width / 2 + 0.5 - distance(at, from, to)));
    return erase ? Math.min(before, Math.round(255 * (1 - covered))) : Math.max(before, Math.round(255 * covered));
  });
}
