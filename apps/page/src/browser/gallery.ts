import { element } from './element';
import { neighbour } from './neighbour';
import { paint } from './paint';
import { SIDE } from './picture';

/** An image that can be picked. */
export interface GalleryItem {
  picture: Uint8Array;
  /** Says which it is. */
  name: string;
}

/**
 * Fills an element with a button an image. Tab leads to one of them, arrows, Home and End to the others.
 * @returns a function that marks an image as picked, or none
 */
export function gallery(
  root: HTMLElement,
  items: readonly GalleryItem[],
  onPick: (index: number) => void,
): (picked: number | undefined) => void {
  const buttons = items.map(({ picture, name }, i) => {
    const canvas = element('canvas', { width: `${SIDE}`, height: `${SIDE}`, 'aria-hidden': 'true' });
    paint(canvas, picture);
    const attributes = { type: 'button', 'aria-label': name, title: name, 'aria-pressed': 'false' };
    const button = element('button', { ...attributes, tabindex: i === 0 ? '0' : '-1' }, canvas);
    button.addEventListener('click', () => onPick(i));
    return button;
  });
  const reach = (index: number): void => buttons.forEach((button, i) => (button.tabIndex = i === index ? 0 : -1));
  root.append(...buttons);
  root.addEventListener('keydown', (event) => {
    const current = buttons.findIndex((button) => button === event.target);
    if (current < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const spots = buttons.map(({ offsetLeft, offsetTop }) => ({ left: offsetLeft, top: offsetTop }));
    const to = neighbour(spots, current, event.key);
    if (to === undefined) return;
    event.preventDefault();
    reach(to);
    buttons[to].focus();
  });
  return (picked) => {
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === picked)));
    if (picked !== undefined) reach(picked);
  };
}
