import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutatedBytes, subject } from '@reprise/base/fuzz';
import { storedZip } from '@reprise/base/testing';
import { unpackWheel } from '../../native/unpack-wheel';
import { tinyPins } from '../../native/testing/fake-machine';

const { wheel: PIN } = tinyPins();
const WHEEL = storedZip({
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'more',
  'tensorflow/include/tensorflow/c/c_api.h': 'a header',
  '../evil': 'never',
});
const PLAIN = storedZip({
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'more',
  'tensorflow/include/tensorflow/c/c_api.h': 'a header',
});

export default subject({
  name: 'TensorFlow’s wheel',
  share: 0.5,
  input: mutatedBytes(PLAIN, PLAIN, WHEEL),
  async read(bytes, { folder }) {
    const wheel = join(folder, 'x.whl');
    writeFileSync(wheel, bytes);
    await unpackWheel(wheel, PIN, join(folder, 'out'), 'Take another.');
    for (const name of ['libtensorflow_cc.so.2', 'include/tensorflow/c/c_api.h'])
      if (!existsSync(join(folder, 'out', name))) throw new Error(`no ${name}`);
  },
});
