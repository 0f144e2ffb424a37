import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { readRecord } from './runtime-record';

const FILE = { bytes: 1, mtimeMs: 1, sha256: '' };
const RECORD = {
  schema: 2,
  tensorflow: '2.21.0',
  kind: 'cpu',
  source: 'pip',
  sha256: 'a',
  library: 'libtensorflow_cc.so.2',
  files: { 'libtensorflow_cc.so.2': FILE },
};

const read = (record: unknown): Promise<unknown> =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'runtime.json'), JSON.stringify(record));
    return readRecord(folder);
  });

test('reads a record', async () => {
  expect(await read(RECORD)).toEqual(RECORD);
});

test.each<[string, unknown]>([
  ['null', null],
  ['files that are null', { ...RECORD, files: { 'libtensorflow_cc.so.2': null } }],
  ['a path that leads out of the folder', { ...RECORD, files: { '../x': FILE } }],
  ['an absolute path', { ...RECORD, files: { '/x': FILE } }],
  ['a library elsewhere', { ...RECORD, library: '../x' }],
  ['another kind', { ...RECORD, kind: 'tpu' }],
  ['another schema', { ...RECORD, schema: 1 }],
])('runtime.json with %s is ignored', async (_, record) => {
  expect(await read(record)).toBeUndefined();
});
