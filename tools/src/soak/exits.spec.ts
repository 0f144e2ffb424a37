import { exitOften } from './exits';

test('a process ends in order while TensorFlow runs, with sessions and workers', async () => {
  expect((await exitOften(7)).failures).toEqual([]);
});
