import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankHdf5Times } from './blank-hdf5-times';
import { hdf5, useFile } from './hdf5';
import { formulaModel } from '../testing/standard-models';
import { writeKerasH5 } from './write-h5';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-hdf5-times-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

// HDF5 takes the time from Date.now, through h5wasm's runtime.
const TIMES = ['2019-06-01T00:00:00Z', '2031-02-03T04:05:06Z'].map((date) => Date.parse(date));

/** The same file at two times: more groups and datasets than one node of a group's B-tree holds. */
async function write(time: number, libver: 'earliest' | 'latest' = 'earliest'): Promise<string> {
  const { File } = await hdf5();
  jest.spyOn(Date, 'now').mockReturnValue(time);
  const file = join(folder, `${time}.h5`);
  useFile(new File(file, 'w', { libver: [libver, 'latest'] }), (h5) => {
    for (let i = 0; i < 40; i++) {
      const group = h5.create_group(`group${i}`);
      group.create_dataset({ name: 'values', data: Float32Array.of(i) });
    }
  });
  return file;
}

test('equal contents are equal bytes, which they were not before', async () => {
  const files = [await write(TIMES[0]), await write(TIMES[1])];
  const before = files.map((file) => readFileSync(file));
  expect(before[0].equals(before[1])).toBe(false);
  files.forEach(blankHdf5Times);
  const after = files.map((file) => readFileSync(file));
  expect(after[0].equals(after[1])).toBe(true);
  // Nothing but times was touched: 4 bytes for each of 40 datasets.
  const changed = after[0].reduce((count, byte, i) => count + Number(byte !== before[0][i]), 0);
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThanOrEqual(160);
});

test('the values are as they were', async () => {
  const file = await write(TIMES[0]);
  blankHdf5Times(file);
  const { File } = await hdf5();
  const values = useFile(new File(file, 'r'), (h5) =>
    Array.from({ length: 40 }, (_, i) => (h5.get(`group${i}/values`) as { value: Float32Array }).value[0]),
  );
  expect(values).toEqual(Array.from({ length: 40 }, (_, i) => i));
});

test('a file of another form is refused, not patched', async () => {
  const file = await write(TIMES[0], 'latest');
  const before = readFileSync(file);
  expect(() => blankHdf5Times(file)).toThrow('not a superblock of the form that HDF5 calls earliest');
  expect(readFileSync(file).equals(before)).toBe(true);
  writeFileSync(file, 'short');
  expect(() => blankHdf5Times(file)).toThrow('ends within an object header');
});

test('model.h5 of equal models, built one after the other and years apart, are equal bytes', async () => {
  const [first, second] = [join(folder, 'first.h5'), join(folder, 'second.h5')];
  for (const [i, file] of [first, second].entries()) {
    // The second model's layers have other names in TensorFlow.js: it counts all layers of the process.
    const model = formulaModel('cnn-lstm');
    jest.spyOn(Date, 'now').mockReturnValue(TIMES[i]);
    await writeKerasH5(model, file);
    model.dispose();
  }
  expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
});
