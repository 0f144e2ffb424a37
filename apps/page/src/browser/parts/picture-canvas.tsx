import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { paint, SIDE } from './picture';

/**
 * A picture, by default of 28 x 28 pixels.
 * @param pixels row by row, from 0 (black) to `white`
 * @param label for screen readers; hidden without
 */
export function PictureCanvas(props: {
  pixels: ArrayLike<number>;
  white?: number;
  width?: number;
  label?: string;
}): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => paint(canvas.current!, props.pixels, props.white), [props.pixels, props.white]);
  const { pixels, width = SIDE, label } = props;
  return (
    <canvas
      ref={canvas}
      width={width}
      height={pixels.length / width}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    />
  );
}
