import { pickImages } from './pick-images';

test('the first of each label, in the order of labels', () => {
  expect(pickImages(Uint8Array.of(2, 0, 1, 1, 0, 1, 2), 3, 2)).toEqual([1, 4, 2, 3, 0, 6]);
});

test('as many as there are', () => {
  expect(pickImages(Uint8Array.of(1, 1, 1), 3, 2)).toEqual([0, 1]);
});
