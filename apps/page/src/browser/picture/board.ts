import { byId } from '../dom/element';
import { paint, type Picture, type Point, SIDE, stroke } from './picture';

/** The drawing area. */
export interface Board {
  /** Replaces the picture. */
  show(picture: Picture): void;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** @param onDraw called with each new picture */
export function board(onDraw: (picture: Picture) => void): Board {
  const canvas = byId('board', HTMLCanvasElement);
  const mark = byId('board-cursor', HTMLElement);
  const position = byId('board-position', HTMLElement);
  const [brush, eraser] = [byId('brush', HTMLButtonElement), byId('eraser', HTMLButtonElement)];
  const width = byId('width', HTMLInputElement);
  let picture: Picture = new Uint8Array(SIDE * SIDE);
  let erase = false;

  const show = (next: Picture): void => {
    picture = next;
    paint(canvas, picture);
  };
  const draw = (from: Point, to: Point): void => {
    show(stroke(picture, from, to, Number(width.value), erase));
    onDraw(picture);
  };
  const take = (eraserIsTaken: boolean): void => {
    erase = eraserIsTaken;
    brush.setAttribute('aria-pressed', String(!erase));
    eraser.setAttribute('aria-pressed', String(erase));
  };
  brush.addEventListener('click', () => take(false));
  eraser.addEventListener('click', () => take(true));
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    show(new Uint8Array(SIDE * SIDE));
    onDraw(picture);
  });

  // Mouse, finger or pen. The pointer is captured, so that a stroke may leave the canvas and return.
  let last: Point | undefined;
  const place = (event: PointerEvent): Point => {
    const { left, top, width: across, height: down } = canvas.getBoundingClientRect();
    return { x: ((event.clientX - left) / across) * SIDE, y: ((event.clientY - top) / down) * SIDE };
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    draw(last, last);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (last === undefined) return;
    // Several moves may happen between two frames.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const moved of moves.length > 0 ? moves : [event]) {
      const to = place(moved);
      draw(last, to);
      last = to;
    }
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => (last = undefined));

  // Keyboard: a cursor on one pixel.
  const cursor = { column: SIDE / 2, row: SIDE / 2 };
  const middle = (): Point => ({ x: cursor.column + 0.5, y: cursor.row + 0.5 });
  const tell = (): void => {
    mark.style.setProperty('--column', String(cursor.column));
    mark.style.setProperty('--row', String(cursor.row));
    const grey = picture[cursor.row * SIDE + cursor.column];
    const what = grey === 0 ? 'black' : grey === 255 ? 'white' : 'grey';
    position.textContent = `Column ${cursor.column + 1}, row ${cursor.row + 1}, ${what}`;
  };
  canvas.addEventListener('focus', tell);
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow === undefined && event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    const from = middle();
    if (arrow) {
      cursor.column = Math.min(SIDE - 1, Math.max(0, cursor.column + arrow[0]));
      cursor.row = Math.min(SIDE - 1, Math.max(0, cursor.row + arrow[1]));
    }
    if (!arrow || event.shiftKey) draw(from, middle());
    tell();
  });

  return { show };
}
