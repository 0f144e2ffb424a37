// The exports of `@tensorflow/tfjs-node`, without its index, which loads an addon.
import * as tfjs from '@tensorflow/tfjs';
import * as nodeIo from '#tfjs-node/io/index';

export * from '@tensorflow/tfjs';
export { node } from '#tfjs-node/node';
export const io = { ...tfjs.io, ...nodeIo };
