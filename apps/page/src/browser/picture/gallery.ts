import { element } from '../dom/element';
import { paint, type Picture, pictureCanvas } from './picture';

export interface GalleryItem {
  picture: Picture;
  name: string;
}

/**
 * Fills an element with one radio button per image.
 * @returns a function that picks no image
 */
export function gallery(root: HTMLElement, items: readonly GalleryItem[], onPick: (index: number) => void): () => void {
  const buttons = items.map(({ picture, name }, i) => {
    const button = element('input', { type: 'radio', name: 'image', 'aria-label': name });
    button.addEventListener('change', () => onPick(i));
    const canvas = pictureCanvas({ 'aria-hidden': 'true' });
    paint(canvas, picture);
    root.append(element('label', { title: name }, button, canvas));
    return button;
  });
  buttons[0].checked = true;
  return () => buttons.forEach((button) => (button.checked = false));
}
