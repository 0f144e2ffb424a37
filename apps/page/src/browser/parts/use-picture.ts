import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageData } from '../../page-data';
import { useParam } from '../route';
import { decodePicture, encodePicture, type Picture, SIDE } from './picture';
import { type TestImage, useTestImages } from './test-images';

/** What the image models look at: a test image, or a drawing. */
export interface Shown {
  picture: Picture;
  /** A test image's label and row. */
  label?: number;
  row?: number;
}

/** Milliseconds without a change before the address follows: browsers limit its changes. */
const ADDRESS_MS = 300;

/** Kept while the page is open, so that all views show the same picture. */
let current: Shown | undefined;

/** The picture of an address: `image` is a row of the test set, `drawing` the pixels. */
function fromAddress(address: string, images: readonly TestImage[]): Shown | undefined {
  if (address === '') return undefined;
  const image = images.find(({ row }) => String(row) === address);
  if (image) return image;
  const picture = decodePicture(address);
  return picture && { picture };
}

export interface PictureState {
  images: TestImage[] | undefined;
  /** Undefined until the test images are loaded. */
  shown: Shown | undefined;
  show: (next: Shown) => void;
}

/** The picture that the visitor drew or picked, by default the first test image; the address has it as `picture`. */
export function usePicture(data: PageData): PictureState {
  const images = useTestImages(data);
  const [address, setAddress] = useParam('picture', '');
  const [shown, setShown] = useState(current);
  const show = (next: Shown): void => {
    current = next;
    setShown(next);
  };
  /** The address that this view has written: the visitor may have picked another picture before it is rendered. */
  const written = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (images === undefined || address === written.current) return;
    written.current = undefined;
    const ours = current && (current.row === undefined ? encodePicture(current.picture) : String(current.row));
    if (address !== ours) show(fromAddress(address, images) ?? current ?? images[0]);
  }, [images, address]);
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => {
      const first = shown === images?.[0];
      written.current = first ? '' : shown.row === undefined ? encodePicture(shown.picture) : String(shown.row);
      setAddress(written.current);
    }, ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return { images, shown, show };
}

/** A black picture. */
export const BLANK: Picture = new Uint8Array(SIDE * SIDE);
