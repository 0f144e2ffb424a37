import { writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { mutatedJson, fuzzTarget } from '@reprise/base/fuzz';
import { looksUnchanged, readRecord } from '../../install/cache/runtime-record';

const FILE = { bytes: 3, mtimeMs: 1, sha256: 'a'.repeat(64) };
const VALID = {
  schema: 2,
  tensorflow: '2.21.0',
  kind: 'cpu',
  source: 'pip',
  sha256: 'b'.repeat(64),
  library: 'libtensorflow_cc.so.2',
  files: { 'libtensorflow_cc.so.2': FILE, 'nvidia/lib/x.so': FILE },
};

const climbing = ['../x', '/etc/passwd', 'a/../../x', '..', '', '.'].map((name) => ({
  ...VALID,
  files: { ...VALID.files, [name]: FILE },
}));

export default fuzzTarget({
  name: 'runtime.json of a TensorFlow',
  input: mutatedJson(VALID, VALID, VALID, ...climbing),
  read(text, { folder }) {
    writeFileSync(join(folder, 'runtime.json'), text);
    writeFileSync(join(folder, 'libtensorflow_cc.so.2'), 'abc');
    const record = readRecord(folder);
    if (record === undefined) return 'refused';
    for (const [name, { bytes, sha256 }] of Object.entries(record.files)) {
      const below = relative(folder, join(folder, name));
      if (isAbsolute(name) || below === '' || below.startsWith('..')) throw new Error(`a file ${name}`);
      if (typeof bytes !== 'number' || typeof sha256 !== 'string') throw new Error(`${name}: ${bytes}, ${sha256}`);
    }
    if (looksUnchanged(folder, record)) throw new Error('unchanged, though a file is missing');
    return 'read';
  },
});
