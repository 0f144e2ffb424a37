import { trainableOf, variableOf } from '@reprise/engine';
import type { tf } from '@reprise/runtime';
import { kerasWeights } from '../formats/keras/weights';

/**
 * The weights that training changes, by their names in Keras, as `model.h5` has them.
 * @param model a chain of layers
 * @example
 * Object.keys(trainedWeights(lenet)); // ['conv2d_1/kernel:0', 'conv2d_1/bias:0', 'conv2d_2/kernel:0', …]
 */
export function trainedWeights(model: tf.LayersModel): Record<string, tf.Variable> {
  const trained = new Set(trainableOf(model.layers));
  return Object.fromEntries(
    kerasWeights(model)
      .flatMap(({ weights }) => weights)
      .map(({ name, variable }) => [name, variableOf(variable)] as const)
      .filter(([, variable]) => trained.has(variable)),
  );
}
