import { nearestStop } from './nearest-stop';

test.each([
  [0.001, 0.001],
  [0.0019, 0.003], // by ratio: 0.003 / 0.0019 = 1.6, 0.0019 / 0.001 = 1.9
  [7, 1],
  [0, 0],
  [NaN, 0],
])('the stop nearest to %d is %d', (value, stop) => {
  expect(nearestStop([0, 0.001, 0.003, 1], value)).toBe(stop);
});
