import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';
import { storedZip } from '@reprise/base/testing';
import { unpackMembers } from '../../install/sources/unpack-members';
import { tinyPins } from '../../install/testing/fake-machine';

const PIN = tinyPins()['linux x64'];
const WHEEL = storedZip({
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'more',
  '../evil': 'never',
});
const PLAIN = storedZip({
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'more',
});

export default fuzzTarget({
  name: 'TensorFlow’s wheel',
  weight: 0.5,
  input: mutatedBytes(PLAIN, PLAIN, WHEEL),
  async read(bytes, { folder }) {
    const wheel = join(folder, 'x.whl');
    writeFileSync(wheel, bytes);
    await unpackMembers(wheel, PIN, PIN.libraries, join(folder, 'out'));
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
      if (!existsSync(join(folder, 'out', name))) throw new Error(`no ${name}`);
  },
});
