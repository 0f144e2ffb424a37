import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('equal models, built one after the other, give equal files; what was there before is gone', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  for (const into of [first, second]) {
    const model = formulaModel('cnn-lstm');
    await writeLayersModel(model, into);
    model.dispose();
  }
  const other = formulaModel('birnn');
  await writeLayersModel(other, join(folder, 'first'));
  await writeLayersModel(formulaModel('cnn-lstm'), first);
  other.dispose();
  expect(readdirSync(first)).toEqual(['group1-shard1of1.bin', 'model.json']);
  for (const file of readdirSync(first))
    expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file)))).toBe(true);
});

test.each([
  ['model', writeLayersModel],
  ['model.h5', writeKerasH5],
])('where %s can’t be written, the error names it and nothing is left', async (name, write) => {
  const model = formulaModel('lenet');
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(write(model, join(file, name))).rejects.toThrow(
    new RegExp(
      `^\\S*file.${name}: expected a .* to write the model to, found .*ot a directory.* run the task again`,
      'i',
    ),
  );
  expect(readFileSync(file, 'utf8')).toBe('');
  expect(existsSync(`${file}.part`)).toBe(false);
  model.dispose();
});
