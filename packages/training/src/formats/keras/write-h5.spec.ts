import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formulaModel } from '../testing/standard-models';
import { writeKerasH5 } from './write-h5';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-h5-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

test('model.h5 of equal models, built one after the other and years apart, are equal bytes', async () => {
  const [first, second] = [join(folder, 'first.h5'), join(folder, 'second.h5')];
  const times = ['2019-06-01T00:00:00Z', '2031-02-03T04:05:06Z'].map((date) => Date.parse(date));
  for (const [i, file] of [first, second].entries()) {
    // The second model's layers have other names in TensorFlow.js: it counts all layers of the process.
    const model = formulaModel('cnn-lstm');
    jest.spyOn(Date, 'now').mockReturnValue(times[i]);
    await writeKerasH5(model, file);
    expect(Date.now()).toBe(times[i]);
    model.dispose();
  }
  expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
});
