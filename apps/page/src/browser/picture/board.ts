import { byId } from '../dom/element';
import { paint, type Picture, type Point, SIDE, stroke } from './picture';

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The drawing area.
 * @param onDraw called with each new picture
 * @returns a function that replaces the picture
 */
export function board(onDraw: (picture: Picture) => void): (picture: Picture) => void {
  const canvas = byId('board', HTMLCanvasElement);
  const mark = byId('board-cursor', HTMLElement);
  const position = byId('board-position', HTMLElement);
  const [brush, eraser] = [byId('brush', HTMLButtonElement), byId('eraser', HTMLButtonElement)];
  const width = byId('width', HTMLInputElement);
  let picture: Picture = new Uint8Array(SIDE * SIDE);
  let tool = brush;

  const show = (next: Picture): void => {
    picture = next;
    paint(canvas, picture);
  };
  const change = (next: Picture): void => {
    show(next);
    onDraw(next);
  };
  const draw = (from: Point, to: Point): void =>
    change(stroke(picture, from, to, Number(width.value), tool === eraser));
  for (const button of [brush, eraser])
    button.addEventListener('click', () => {
      tool.setAttribute('aria-pressed', 'false');
      button.setAttribute('aria-pressed', 'true');
      tool = button;
    });
  byId('clear', HTMLButtonElement).addEventListener('click', () => change(new Uint8Array(SIDE * SIDE)));

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
    const to = place(event);
    draw(last, to);
    last = to;
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

  return show;
}
