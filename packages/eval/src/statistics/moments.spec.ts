import { moments } from './moments';

test('equal values have no spread, far from 0 and where their sum is rounded', () => {
  // numpy 2.4.6's std of the first, with ddof=1, is 1.7e-17
  expect(moments('values', [0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0.1, sd: 0 });
  expect(moments('values', new Array(7).fill(1e15 + 0.3))).toMatchObject({ mean: 1e15 + 0.3, sd: 0 });
});
