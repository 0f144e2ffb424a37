import { URL_LENGTH } from '@reprise/data/tokenize';
import { classifyList } from './classify-list';
import { listRows } from './list-rows';

test('all rows get both models’ probabilities, batch by batch; refused ones are not asked about', async () => {
  const rows = listRows(Array.from({ length: 130 }, (_, i) => (i === 1 ? '' : `${i}.com`)));
  const asked: number[] = [];
  const done: number[] = [];
  const ask = async (model: string, tokens: Int32Array): Promise<number[]> => {
    asked.push(tokens.length / URL_LENGTH);
    return Array(tokens.length / URL_LENGTH).fill(model === 'birnn' ? 0 : Math.log(3));
  };
  for await (const count of classifyList(rows, ['birnn', 'cnn-lstm'], ask)) done.push(count);
  expect({ asked, done }).toEqual({ asked: [63, 63, 64, 64, 2, 2], done: [64, 128, 130] });
  rows.forEach(({ row, probabilities }) =>
    expect(probabilities).toEqual(row === 2 ? {} : { birnn: 0.5, 'cnn-lstm': expect.closeTo(0.75, 12) }),
  );
});

test('an aborted list stops asking the models', async () => {
  const ask = jest.fn(async () => Array<number>(64).fill(0));
  const batches = classifyList(listRows(Array(1000).fill('a.com')), ['birnn'], ask);
  await batches.next();
  await batches.return();
  expect(ask).toHaveBeenCalledTimes(1);
});
