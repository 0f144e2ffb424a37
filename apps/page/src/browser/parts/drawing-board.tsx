import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ARROWS } from './arrows';
import { paint, type Picture, type Point, SIDE, stroke } from './picture';
import { properties } from './style-properties';

const greyName = (grey: number): string => (grey === 0 ? 'black' : grey === 255 ? 'white' : 'grey');

/** The drawing area: mouse, finger, pen or keyboard. @param onDraw called with each new picture */
export function DrawingBoard(props: { picture: Picture; onDraw: (picture: Picture) => void }): JSX.Element {
  const { picture, onDraw } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [erases, setErases] = useState(false);
  const [width, setWidth] = useState(3);
  const [cursor, setCursor] = useState({ column: SIDE / 2, row: SIDE / 2 });
  const [told, setTold] = useState(false);
  /** The newest picture: several events can come before the next rendering. */
  const latest = useRef(picture);
  const last = useRef<Point | undefined>(undefined);
  latest.current = picture;
  useLayoutEffect(() => paint(canvas.current!, picture), [picture]);

  const change = (next: Picture): void => {
    latest.current = next;
    onDraw(next);
  };
  const draw = (from: Point, to: Point): void => change(stroke(latest.current, from, to, width, erases));
  const place = (event: TargetedPointerEvent<HTMLCanvasElement>): Point => {
    const { left, top, width: across, height: down } = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - left) / across) * SIDE, y: ((event.clientY - top) / down) * SIDE };
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLCanvasElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    const paints = event.key === ' ' || event.key === 'Enter';
    if (!paints && right === 0 && down === 0) return;
    event.preventDefault();
    const inside = (at: number): number => Math.min(SIDE - 1, Math.max(0, at));
    const next = { column: inside(cursor.column + right), row: inside(cursor.row + down) };
    const middle = ({ column, row }: typeof cursor): Point => ({ x: column + 0.5, y: row + 0.5 });
    if (paints || event.shiftKey) draw(middle(cursor), middle(next));
    setCursor(next);
  };
  const end = (): void => (last.current = undefined);
  return (
    <>
      <div class="board">
        <canvas
          ref={canvas}
          id="board"
          width={SIDE}
          height={SIDE}
          tabIndex={0}
          role="application"
          aria-roledescription="drawing area"
          aria-labelledby="draw-title"
          aria-describedby="draw-keys"
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            // Captured, so that a stroke may leave the canvas and return.
            event.currentTarget.setPointerCapture(event.pointerId);
            last.current = place(event);
            draw(last.current, last.current);
          }}
          onPointerMove={(event) => {
            if (last.current === undefined) return;
            const to = place(event);
            draw(last.current, to);
            last.current = to;
          }}
          onPointerUp={end}
          onPointerCancel={end}
          onFocus={() => setTold(true)}
          onKeyDown={onKeyDown}
        />
        <span
          class="board-cursor"
          aria-hidden="true"
          ref={properties({ '--column': cursor.column, '--row': cursor.row })}
        />
      </div>
      <div class="tools">
        <div class="tool-group" role="group" aria-label="Tool">
          <button id="brush" type="button" aria-pressed={!erases} onClick={() => setErases(false)}>
            Brush
          </button>
          <button id="eraser" type="button" aria-pressed={erases} onClick={() => setErases(true)}>
            Eraser
          </button>
        </div>
        <button id="clear" type="button" onClick={() => change(new Uint8Array(SIDE * SIDE))}>
          Clear
        </button>
        <label class="width" for="width">
          Width{' '}
          <input
            id="width"
            type="range"
            min={1}
            max={7}
            value={width}
            onInput={({ currentTarget }) => setWidth(Number(currentTarget.value))}
          />
        </label>
      </div>
      <p id="draw-keys" class="hint">
        White on black. Keyboard: arrow keys move the cursor, Space or Enter paints, Shift with an arrow key paints a
        line.
      </p>
      <p id="board-position" class="unseen" aria-live="polite">
        {told &&
          `Column ${cursor.column + 1}, row ${cursor.row + 1}, ${greyName(picture[cursor.row * SIDE + cursor.column])}`}
      </p>
    </>
  );
}
