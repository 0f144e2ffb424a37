import { soakExits } from './exits';

test('a process ends with the expected status while TensorFlow runs, with sessions and workers', async () => {
  expect((await soakExits(7)).failures).toEqual([]);
});
