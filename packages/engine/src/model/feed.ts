import { gatherRows } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

/** Inputs, targets and, where rows are weighed, their weights; null for a target that has none. */
export type Data = (tf.Tensor | null)[];

/** What a step is fed, and how the step makes its batch of it. */
export interface Feed {
  /** The same for feeds that one program takes. */
  name: string;
  inputs: tf.Tensor[];
  batch(inputs: tf.Tensor[]): Data;
}

const present = (data: Data): tf.Tensor[] => data.filter((tensor) => tensor !== null);

/** The batch itself. */
export const fedAsIs = (data: Data): Feed => ({
  name: data.map((tensor) => (tensor ? `${tensor.dtype}[${tensor.shape}]` : 'none')).join(', '),
  inputs: present(data),
  batch(inputs) {
    const rest = [...inputs];
    return data.map((tensor) => (tensor === null ? null : (rest.shift() as tf.Tensor)));
  },
});

/** The numbers of its rows in data that the graph holds. */
export const fedRows = (data: Data, rows: Int32Array): Feed => ({
  name: `${rows.length} rows`,
  inputs: [tf.tensor1d(rows, 'int32')],
  batch: ([numbers]) => rowsOf(data, numbers as tf.Tensor1D),
});

/** Some rows of data. @param rows int32 [n] */
export const rowsOf = (data: Data, rows: tf.Tensor1D): Data => data.map((tensor) => tensor && gatherRows(tensor, rows));

/** Bytes of data. */
export const bytesOf = (data: Data): number =>
  present(data).reduce((sum, { size, dtype }) => sum + size * tf.util.bytesPerElement(dtype), 0);
