import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizeOfShape } from '../../formats/size-of-shape';
import { VGG16_LAYERS } from '../../vgg16/layers';
import { readVgg16H5 } from '../../vgg16/read-h5';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';
import { smallH5 } from '../small-h5';

export default fuzzTarget({
  name: 'HDF5 weights of VGG16',
  weight: 0.1,
  input: mutatedBytes(smallH5()),
  async read(bytes, { folder }) {
    const file = join(folder, 'x.h5');
    writeFileSync(file, bytes);
    const weights = await readVgg16H5(file);
    if (weights.length !== VGG16_LAYERS.length) throw new Error(`${weights.length} layers`);
    for (const { kernel, bias } of weights)
      for (const { shape, data } of [kernel, bias])
        if (sizeOfShape(shape) !== data.length) throw new Error(`[${shape}] of ${data.length}`);
  },
});
