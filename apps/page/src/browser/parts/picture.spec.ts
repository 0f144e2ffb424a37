import { decodePicture, encodePicture, type Point, SIDE, stroke } from './picture';

const black = new Uint8Array(SIDE * SIDE);
const middle = (column: number, row: number): Point => ({ x: column + 0.5, y: row + 0.5 });
const painted = (picture: Uint8Array): Record<string, number> =>
  Object.fromEntries(
    [...picture].flatMap((value, i) => (value ? [[`${i % SIDE},${Math.floor(i / SIDE)}`, value]] : [])),
  );

test('a brush of one pixel paints one pixel', () => {
  expect(painted(stroke(black, middle(3, 5), middle(3, 5), 1, false))).toEqual({ '3,5': 255 });
});

test('a wider brush has a soft edge', () => {
  // Coverage is 1.5 minus the distance: half a width of 2 plus half a pixel.
  const corner = Math.round(255 * (1.5 - Math.SQRT2));
  expect(painted(stroke(black, middle(3, 5), middle(3, 5), 2, false))).toEqual({
    ...{ '3,5': 255, '2,5': 128, '4,5': 128, '3,4': 128, '3,6': 128 },
    ...{ '2,4': corner, '4,4': corner, '2,6': corner, '4,6': corner },
  });
});

test('a stroke joins its ends', () => {
  expect(painted(stroke(black, middle(1, 0), middle(4, 0), 1, false))).toEqual({
    ...{ '1,0': 255, '2,0': 255, '3,0': 255, '4,0': 255 },
  });
});

test('a stroke outside of the picture paints nothing, and does not wrap around', () => {
  expect(painted(stroke(black, { x: -5, y: 3.5 }, { x: -0.6, y: 3.5 }, 1, false))).toEqual({});
  expect(painted(stroke(black, middle(27, 3), middle(40, 3), 1, false))).toEqual({ '27,3': 255 });
});

test('painting never darkens, erasing never lightens, and the input is not modified', () => {
  const grey = black.slice().fill(200);
  const [light, dark] = [false, true].map((erase) => stroke(grey, middle(9, 9), middle(12, 14), 3, erase));
  expect(Math.min(...light)).toBe(200);
  expect(Math.max(...dark)).toBe(200);
  expect([light[9 * SIDE + 9], dark[9 * SIDE + 9]]).toEqual([255, 0]);
  expect(grey.every((value) => value === 200)).toBe(true);
});

test('an address keeps a picture', () => {
  const picture = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 7) % 256);
  const text = encodePicture(picture);
  expect(text.slice(0, 8)).toBe('AAcOFRwj'); // 0, 7, 14, 21, 28, 35
  expect(decodePicture(text)).toEqual(picture);
});

test.each(['', '19', 'a'.repeat(1045), '*'.repeat(1046)])('%j is no picture', (text) => {
  expect(decodePicture(text)).toBeUndefined();
});
