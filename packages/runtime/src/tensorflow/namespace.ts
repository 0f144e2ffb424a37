// What `@tensorflow/tfjs-node` exports, without its index, which looks for an addon.
import * as tfjs from '@tensorflow/tfjs';
import * as nodeIo from '#tfjs-node/io/index';

export * from '@tensorflow/tfjs';
export { node } from '#tfjs-node/node';
export const io = { ...tfjs.io, ...nodeIo };
