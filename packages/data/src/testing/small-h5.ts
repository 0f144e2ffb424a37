import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** VGG16's 13 layers with kernels of 1x1x2x2, written by `writeH5`: 13 kB. */
export const smallH5 = (): Buffer => readFileSync(join(__dirname, 'fixtures', 'small-vgg16.h5'));
