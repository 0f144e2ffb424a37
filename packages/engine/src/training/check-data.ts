import { Problem } from '@reprise/base';
import type { Loss } from '../losses/losses';
import { tf } from '@reprise/runtime';
import { type Dataset, gather } from './dataset';

const show = (shape: readonly (number | null)[]): string => `[${shape.map((n) => n ?? 'any').join(', ')}]`;

/** Values that a model gives for a row: its classes. */
export const unitsOf = (layers: tf.layers.Layer[]): number => (layers.at(-1)?.outputShape as number[]).at(-1) as number;

const same = (expected: readonly (number | null)[], found: readonly number[]): boolean =>
  expected.length === found.length && expected.every((n, i) => n === null || n === found[i]);

/**
 * Looks at the first row of a data set.
 * @throws Problem when there is none, its inputs do not have the shape that the first layer takes, or its targets not that
 * which the loss takes
 */
export function checkData(layers: tf.layers.Layer[], loss: Loss, data: Dataset): void {
  if (data.rows === 0)
    throw new Problem({ where: 'data set', expected: 'at least one row', found: 'none', todo: 'Give it rows.' });
  const { x, y } = gather(data, Int32Array.of(0));
  const [inputs, targets] = [x.shape.slice(1), y.shape.slice(1)];
  const { dtype } = x;
  tf.dispose([x, y]);
  const takenType = (layers[0].getInputAt(0) as tf.SymbolicTensor).dtype;
  // Tokens come as int32, and a model's input says float32 where nothing else was said.
  if (dtype !== takenType && !(dtype === 'int32' && layers[0].getClassName() === 'Embedding'))
    throw new Problem({
      where: 'data set, row 0',
      expected: `inputs of type ${takenType}, as ${layers[0].name} takes them`,
      found: dtype,
      todo: 'Cast the inputs.',
    });
  const taken = (layers[0].getInputAt(0) as tf.SymbolicTensor).shape.slice(1);
  if (!same(taken, inputs))
    throw new Problem({
      where: 'data set, row 0',
      expected: `inputs of shape ${show(taken)}, as ${layers[0].name} takes them`,
      found: show(inputs),
      todo: 'Resize the inputs, or build the model for them.',
    });
  const wanted = loss.targetShape((layers.at(-1)?.outputShape as number[]).slice(1));
  if (!same(wanted, targets))
    throw new Problem({
      where: 'data set, row 0',
      expected: `targets of shape ${show(wanted)}, as ${loss.name} takes them`,
      found: show(targets),
      todo: 'Reshape the targets, or take another loss.',
    });
}

/**
 * Says which of some rows has a target that the loss does not know.
 * @throws Problem always
 */
export function refuseTarget(loss: Loss, units: number, data: Dataset, rows: Int32Array): never {
  const { x, y } = gather(data, rows);
  const values = y.dataSync<'float32'>();
  tf.dispose([x, y]);
  const at = values.findIndex((value) => !loss.targets?.allows(value, units));
  throw new Problem({
    where: `data set, row ${rows[Math.floor((at * rows.length) / values.length)]}`,
    expected: loss.targets?.expected(units) ?? 'a target that the loss knows',
    found: `${values[at]}`,
    todo: 'Mend the label, or leave the row out.',
  });
}
