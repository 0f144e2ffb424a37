// What `@tensorflow/tfjs-node` exports, without its index, which looks for an addon.
import * as tfjs from '@tensorflow/tfjs';
import * as nodeIo from '@tensorflow/tfjs-node-gpu/dist/io/index';

export * from '@tensorflow/tfjs';
export { node } from '@tensorflow/tfjs-node-gpu/dist/node';
export const io = { ...tfjs.io, ...nodeIo };
