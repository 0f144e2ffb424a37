import { countImages } from './pixels';

test('counts whole images', () => expect(countImages(new Uint8Array(2 * 784), 'test')).toBe(2));

test.each([0, 783, 785])('refuses %d pixels', (pixels) => {
  expect(() => countImages(new Uint8Array(pixels), 'test')).toThrow(
    new RangeError(`expected at least one whole test image of 784 pixels, found ${pixels} pixels`),
  );
});
