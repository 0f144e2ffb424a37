import { useEffect, useState } from 'preact/hooks';
import type { PageData } from '../../page-data';
import { type Picture, SIDE } from './picture';

/** An image of Fashion-MNIST's test set. */
export interface TestImage {
  row: number;
  label: number;
  picture: Picture;
  /** Its class and row. */
  name: string;
}

async function read({ images, classes }: PageData): Promise<TestImage[]> {
  const response = await fetch(images.file);
  if (!response.ok) throw new Error(`${images.file} could not be loaded (status ${response.status}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return images.items.map(({ row, label }, i) => ({
    row,
    label,
    picture: bytes.slice(i * SIDE * SIDE, (i + 1) * SIDE * SIDE),
    name: `${classes[label]}, test image ${row}`,
  }));
}

let loading: Promise<TestImage[]> | undefined;

/** The page's test images; undefined until they are loaded. @throws in the rendering when they cannot be loaded */
export function useTestImages(data: PageData): TestImage[] | undefined {
  const [images, setImages] = useState<TestImage[]>();
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    (loading ??= read(data)).then(setImages, setProblem);
  }, [data]);
  if (problem) throw problem;
  return images;
}
