import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { classNumbers } from '../losses/keras2-losses';
import { innerModel } from '../tfjs/model-internals';
import { type Dataset, gather } from './dataset';

const CHUNK = 1000;

const show = (shape: readonly (number | null)[]): string => `[${shape.map((n) => n ?? 'any').join(', ')}]`;

const same = (expected: readonly (number | null)[], found: readonly number[]): boolean =>
  expected.length === found.length && expected.every((n, i) => n === null || n === found[i]);

const wrong = (row: number, expected: string, found: string, todo: string): Problem =>
  new Problem({ where: `data set, row ${row}`, expected, found, todo });

/**
 * Checks the first row of a dataset.
 * @throws Problem when there is no row, or when inputs or targets do not have the shape and dtype that the model and the loss
 * take
 */
export function checkData(model: tf.LayersModel, data: Dataset): void {
  if (data.rows === 0)
    throw new Problem({ where: 'data set', expected: 'at least one row', found: 'none', todo: 'Give it rows.' });
  const { inputs, outputs, loss } = innerModel(model);
  const [{ shape, dtype: takenType }] = inputs;
  const taken = shape.slice(1);
  const { x, y } = gather(data, Int32Array.of(0));
  const [input, target] = [x.shape.slice(1), y.shape.slice(1)];
  const { dtype } = x;
  tf.dispose([x, y]);
  const first = model.layers.find((layer) => layer.getClassName() !== 'InputLayer');
  // Tokens are int32, but a model's input is float32 by default.
  if (dtype !== takenType && !(dtype === 'int32' && first?.getClassName() === 'Embedding'))
    throw wrong(0, `inputs of type ${takenType}, as ${model.name} takes them`, dtype, 'Cast the inputs.');
  if (!same(taken, input)) {
    const todo = 'Resize the inputs, or change the model.';
    throw wrong(0, `inputs of shape ${show(taken)}, as ${model.name} takes them`, show(input), todo);
  }
  const wanted = loss === 'sparseCategoricalCrossentropy' ? [] : outputs[0].shape.slice(1);
  if (!same(wanted, target)) {
    const todo = 'Reshape the targets, or use another loss.';
    throw wrong(0, `targets of shape ${show(wanted)}, as ${String(loss)} takes them`, show(target), todo);
  }
}

/** The targets that a loss accepts. */
function allowed(model: tf.LayersModel): ReturnType<typeof classNumbers> | undefined {
  const { loss, outputs, metricsTensors } = innerModel(model);
  const classes = outputs[0].shape.at(-1) as number;
  if (loss === 'sparseCategoricalCrossentropy') return classNumbers(classes);
  // Reconstructions have neither labels nor accuracy.
  if (loss === 'binaryCrossentropy' && metricsTensors.length > 0)
    return { expected: 'a label from 0 to 1', allows: (value) => value >= 0 && value <= 1 };
  return undefined;
}

/**
 * Checks all targets before training.
 * @throws Problem when the loss does not accept one
 */
export function checkTargets(model: tf.LayersModel, data: Dataset): void {
  const rule = allowed(model);
  if (!rule) return;
  const tables = data.tables();
  try {
    for (let from = 0; from < data.rows; from += CHUNK) {
      const count = Math.min(CHUNK, data.rows - from);
      const values = tf.tidy(() => {
        const fed = data.feed(Int32Array.from({ length: count }, (_, i) => from + i));
        return data.batch(tables, fed).y.dataSync<'float32'>();
      });
      const at = values.findIndex((value) => !rule.allows(value));
      const row = from + Math.floor((at * count) / values.length);
      if (at >= 0) throw wrong(row, rule.expected, `${values[at]}`, 'Correct the label, or remove the row.');
    }
  } finally {
    tf.dispose(tables);
  }
}
