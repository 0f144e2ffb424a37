import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formulaModel } from '../testing/standard-models';
import { writeKerasH5 } from '../keras/write-h5';
import { writeLayersModel } from './write-layers-model';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-layers-model-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('equal models, built one after the other, give equal files', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  for (const into of [first, second]) {
    const model = formulaModel('cnn-lstm');
    await writeLayersModel(model, into);
    model.dispose();
  }
  expect(readdirSync(first)).toEqual(['group1-shard1of1.bin', 'model.json']);
  for (const file of readdirSync(first))
    expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file)))).toBe(true);
});

test('a model.h5 that cannot be written is named', async () => {
  const model = formulaModel('lenet');
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(writeKerasH5(model, join(file, 'model.h5'))).rejects.toThrow(
    /^\S*file.model.h5: expected a place to write the model to, found .*ot a directory.* run the task again/i,
  );
  expect(readFileSync(file, 'utf8')).toBe('');
  model.dispose();
});
