import { createRequire } from 'node:module';

/**
 * The exports of TensorFlow.js's core, through which its layers call its functions: the object itself, in which functions
 * can be stood in for, where `import *` gives a copy.
 */
export const core = createRequire(__filename)('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
