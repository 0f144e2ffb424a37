import { tf } from '@reprise/runtime';
import { gather } from '../tensorflow/raw-ops';
import type { Data } from '../tfjs/model-internals';

/** The inputs of one step, and how it makes its batch of them. */
export interface Feed {
  /** Feeds with equal signatures take the same traced function. */
  signature: string;
  inputs: tf.Tensor[];
  batch(inputs: tf.Tensor[]): Data;
}

const present = (data: Data): tf.Tensor[] => data.filter((tensor) => tensor !== null);

/** Feeds the batch itself. */
export const feedOfBatch = (data: Data): Feed => ({
  signature: data.map((tensor) => (tensor ? `${tensor.dtype}[${tensor.shape}]` : 'none')).join(', '),
  inputs: present(data),
  batch(inputs) {
    const rest = [...inputs];
    return data.map((tensor) => (tensor === null ? null : (rest.shift() as tf.Tensor)));
  },
});

/** Feeds row numbers of data that is in the graph. */
export const feedOfRows = (data: Data, rows: Int32Array): Feed => ({
  signature: `${rows.length} rows`,
  inputs: [tf.tensor1d(rows, 'int32')],
  batch: ([numbers]) => gatherData(data, numbers as tf.Tensor1D),
});

/** Rows of data. @param rows int32 [n] */
export const gatherData = (data: Data, rows: tf.Tensor1D): Data => data.map((tensor) => tensor && gather(tensor, rows));

export const bytesOf = (data: Data): number =>
  present(data).reduce((sum, { size, dtype }) => sum + size * tf.util.bytesPerElement(dtype), 0);
