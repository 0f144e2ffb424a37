import { Problem } from '@reprise/base';
import { bytesAsFloats, gather as gatherRows } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

/** Inputs and targets of some rows. */
export interface Batch {
  x: tf.Tensor;
  /** As the loss takes them; the inputs themselves for reconstruction. */
  y: tf.Tensor;
}

/** Rows from which a program makes its batches. */
export interface Dataset {
  readonly rows: number;
  /** Tensors that the graph holds. The caller disposes them. */
  tables(): tf.Tensor[];
  /** Inputs of a program for these rows. The caller disposes them. */
  feed(rows: Int32Array): tf.Tensor[];
  /** Inputs and targets from both, inside a program. */
  batch(tables: tf.Tensor[], fed: tf.Tensor[]): Batch;
}

/** @throws Problem when a table has a different number of rows */
function checkTables(rows: number, tables: tf.Tensor[]): tf.Tensor[] {
  const wrong = tables.findIndex((table) => table.shape[0] !== rows);
  if (wrong < 0) return tables;
  const expected = `${rows} rows`;
  const found = `[${tables[wrong].shape}]`;
  throw new Problem({
    where: `data set, table ${wrong}`,
    expected,
    found,
    todo: 'Give each row its inputs and its target.',
  });
}

/**
 * Data that fits into memory: the graph holds it, and programs take row numbers.
 * @param tables float32 or int32, [rows, …] each; one with a different number of rows throws a Problem when it is used
 * @param batch inputs and targets from the tables' rows of a batch
 */
export const resident = (
  rows: number,
  tables: () => tf.Tensor[],
  batch: (...rowsOfTables: tf.Tensor[]) => Batch,
): Dataset => ({
  rows,
  // Clones, since the tensors may be the caller's own.
  tables: () => tf.tidy(() => checkTables(rows, tables()).map((table) => table.clone())),
  feed: (numbers) => [tf.tensor1d(numbers, 'int32')],
  batch: (whole, [numbers]) => batch(...whole.map((table) => gatherRows(table, numbers))),
});

/**
 * Data on disk: each batch is read when it is needed.
 * @param read inputs and targets of some rows
 */
export const streamed = (rows: number, read: (rows: Int32Array) => Batch): Dataset => ({
  rows,
  tables: () => [],
  feed(numbers) {
    const { x, y } = read(numbers);
    return [x, y];
  },
  batch: (_, [x, y]) => ({ x, y }),
});

/** At most `rows` rows, starting at `from`. */
export function slice(data: Dataset, rows: number, from = 0): Dataset {
  const count = Math.max(0, Math.min(rows, data.rows - from));
  return {
    rows: count,
    tables: () => data.tables(),
    feed: (numbers) => data.feed(numbers.map((row) => row + from)),
    batch: (tables, fed) => data.batch(tables, fed),
  };
}

/** Inputs and targets of some rows, outside a program. The caller disposes them. */
export function gather(data: Dataset, rows: Int32Array): Batch {
  const [x, y] = tf.tidy(() => {
    const batch = data.batch(data.tables(), data.feed(rows));
    return [batch.x.clone(), batch.y.clone()];
  });
  return { x, y };
}

/**
 * Images as a table for {@link imagesFrom}: bytes, four in an int32.
 * @param images uint8 in C order, of a size divisible by 4
 */
export const imageTable = (images: Uint8Array, rows: number): tf.Tensor2D =>
  tf.tensor2d(new Int32Array(Uint8Array.from(images).buffer), [rows, images.length / rows / 4], 'int32');

/**
 * Rows of an {@link imageTable} as float32 in [0, 1]: v / 255, identical to NumPy's `astype('float32') / 255`.
 * @param shape of one image, such as [28, 28, 1]
 */
export const imagesFrom = (table: tf.Tensor, shape: number[]): tf.Tensor =>
  tf.div(tf.reshape(bytesAsFloats(table), [table.shape[0], ...shape]), 255);
