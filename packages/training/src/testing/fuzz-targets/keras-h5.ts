import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';
import { readKerasH5Weights } from '../../formats/keras/read-h5-weights';
import { tf } from '@reprise/runtime';

const VALID = readFileSync(join(__dirname, '..', 'fixtures', 'small-models', 'sequential.h5'));

export default fuzzTarget({
  name: 'model.h5 of Keras',
  weight: 0.1,
  input: mutatedBytes(VALID),
  async read(bytes, { folder }) {
    const file = join(folder, 'model.h5');
    writeFileSync(file, bytes);
    for (const [name, { shape, data }] of await readKerasH5Weights(file))
      if (tf.util.sizeFromShape(shape) !== data.length) throw new Error(`${name}: [${shape}]`);
  },
});
