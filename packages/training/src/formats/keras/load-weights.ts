import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { kerasWeights, type WeightValues } from './weights';

const show = (shape: number[] | undefined): string => (shape ? `[${shape.join(', ')}]` : 'no weight of that name');

/**
 * Loads weights into a model.
 * @param weights by Keras's names, as `readKerasH5Weights` returns them
 * @throws Problem, before any change, when a weight is missing, has another shape, or is not one of the model's
 */
export function loadWeights(model: tf.LayersModel, weights: ReadonlyMap<string, WeightValues>): void {
  const todo = 'Use the file that was saved from this model.';
  const own = kerasWeights(model).flatMap((layer) => layer.weights);
  for (const { name, shape } of own) {
    const found = show(weights.get(name)?.shape);
    if (found !== show(shape)) throw new Problem({ where: `weight ${name}`, expected: show(shape), found, todo });
    const { length } = weights.get(name)!.data;
    const size = tf.util.sizeFromShape(shape);
    if (length !== size)
      throw new Problem({ where: `weight ${name}`, expected: `${size} values`, found: `${length}`, todo });
  }
  const names = new Set(own.map(({ name }) => name));
  for (const [name, { shape }] of weights)
    if (!names.has(name))
      throw new Problem({
        where: `weight ${name}`,
        expected: 'only weights that the model has',
        found: show(shape),
        todo,
      });
  tf.tidy(() =>
    own.forEach(({ name, shape, variable }) => variable.write(tf.tensor(weights.get(name)!.data, shape, 'float32'))),
  );
}
