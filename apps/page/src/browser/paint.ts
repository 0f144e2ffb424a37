import { SIDE } from './picture';

/** Paints grey pixels onto a canvas of 28 x 28. @param pixels 784, from 0 to `white` */
export function paint(canvas: HTMLCanvasElement, pixels: ArrayLike<number>, white = 255): void {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const grey = (pixels[i] / white) * 255;
    image.data.set([grey, grey, grey, 255], i * 4);
  }
  // 784 pixels that the processor made: the graphics card has nothing to gain from them.
  canvas.getContext('2d', { willReadFrequently: true })!.putImageData(image, 0, 0);
}
