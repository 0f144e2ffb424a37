import { readSlice } from './slice';

const entry = { file: 'slice.bin', rows: 2, bytes: 2 * 785 };

test('images, then labels', () => {
  const bytes = Uint8Array.from({ length: 2 * 785 }, (_, i) => (i < 784 ? 1 : i < 2 * 784 ? 2 : i));
  const { images, labels } = readSlice(bytes, entry);
  expect([images[0], images[784], images.length]).toEqual([1, 2, 1568]);
  expect([...labels]).toEqual([1568 % 256, 1569 % 256]);
});

test('a file that was cut is refused', () => {
  expect(() => readSlice(new Uint8Array(1569), entry)).toThrow(
    'slice.bin: expected 2 images and their labels, found 1569 bytes. Reload the page.',
  );
});
