import type { Plot } from '../frame';
import { greyLevels, SIDE } from './pixels';

/**
 * The first training image as the notebook's `plt.imshow(x_train[0])` draws it: matplotlib's colours, and axes that count
 * pixels.
 * @param pixels [784] bytes
 * @throws RangeError when `pixels` is not one image
 */
export function firstImage(title: string, pixels: Uint8Array): Plot {
  const values = Array.from(greyLevels(pixels), (level, i) => ({ row: Math.floor(i / SIDE), column: i % SIDE, level }));
  const axis = { values: [0, 5, 10, 15, 20, 25], title: null, labelAngle: 0, domain: false, grid: false };
  return {
    title,
    titleWidth: 360,
    spec: {
      width: { step: 10 },
      height: { step: 10 },
      data: { values },
      mark: { type: 'rect', aria: false },
      encoding: {
        x: { field: 'column', type: 'ordinal', axis },
        y: { field: 'row', type: 'ordinal', axis },
        color: {
          field: 'level',
          type: 'quantitative',
          scale: { scheme: 'viridis', domain: [0, 255], nice: false },
          legend: null,
        },
      },
    },
  };
}
