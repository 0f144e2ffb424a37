import { Problem } from '@reprise/base';
import { climb } from './ladder';

const fails = (found: string) => (): Promise<never> =>
  Promise.reject(new Problem({ where: 'x', expected: 'y', found, todo: 'z' }));

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

test('takes the first rung that holds, and tries none after it', async () => {
  const late = jest.fn();
  const rungs = [
    { name: 'a', take: fails('nothing') },
    { name: 'b', take: async () => 7 },
    { name: 'c', take: late },
  ];
  expect(await climb('thing', rungs, 'do')).toEqual({ rung: 'b', value: 7 });
  expect(late).not.toHaveBeenCalled();
  expect(jest.mocked(console.error).mock.calls).toEqual([
    ['thing: not from a: x: expected y, found nothing'],
    ['thing: from b'],
  ]);
});

test('tells in one Problem what was tried and what to do', async () => {
  const rungs = [
    { name: 'a', take: fails('nothing') },
    { name: 'b', take: fails('noise') },
  ];
  await expect(climb('thing', rungs, 'Set VARIABLE.')).rejects.toThrow(
    new Problem({
      where: 'thing',
      expected: 'one source that serves',
      found: 'none:\n  - a: x: expected y, found nothing\n  - b: x: expected y, found noise',
      todo: '\nSet VARIABLE.',
    }),
  );
});

test('says nothing where the first rung holds', async () => {
  await climb('thing', [{ name: 'a', take: async () => 7 }], 'do');
  expect(console.error).not.toHaveBeenCalled();
});

test('stops at a fault of ours', async () => {
  const take = (): Promise<never> => Promise.reject(new TypeError('bug'));
  await expect(climb('thing', [{ name: 'a', take }], 'do')).rejects.toThrow(TypeError);
});
