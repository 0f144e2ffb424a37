import { neighbour } from './neighbour';

/** Seven items, three a row. */
const spots = Array.from({ length: 7 }, (_, i) => ({ left: (i % 3) * 60, top: Math.floor(i / 3) * 60 }));

test.each([
  [4, 'ArrowLeft', 3],
  [4, 'ArrowRight', 5],
  [5, 'ArrowRight', 6],
  [4, 'ArrowUp', 1],
  [6, 'ArrowUp', 3],
  [0, 'ArrowDown', 3],
  [3, 'ArrowDown', 6],
  [4, 'ArrowDown', undefined],
  [1, 'ArrowUp', undefined],
  [0, 'ArrowLeft', undefined],
  [6, 'ArrowRight', undefined],
  [4, 'Home', 0],
  [4, 'End', 6],
  [6, 'End', undefined],
  [4, 'Enter', undefined],
])('from %d by %s to %p', (current, key, to) => {
  expect(neighbour(spots, current, key)).toBe(to);
});
