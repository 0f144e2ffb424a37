import { tf } from '@reprise/runtime';
import { fit, type TrainingOptions } from '../model/fit';
import { expectClose, numbers } from './tensors';

export const [ROWS, FEATURES, CLASSES] = [10, 4, 3];
export const x = tf.keep(numbers('x', [ROWS, FEATURES], -1, 1));
export const y = tf.keep(tf.cast(tf.oneHot(tf.argMax(numbers('y', [ROWS, CLASSES], 0, 1), 1), CLASSES), 'float32'));

export const withWeights = <M extends tf.LayersModel>(model: M): M => {
  model.setWeights(model.weights.map(({ shape }, i) => numbers(`weight ${i}`, shape as number[], -0.5, 0.5)));
  return model;
};
/** Gives a model seeded weights and compiles it. */
export const compiled = <M extends tf.LayersModel>(model: M, args: Partial<tf.ModelCompileArgs> = {}): M => {
  withWeights(model).compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'], ...args });
  return model;
};
/** Two dense layers, compiled. */
export const network = (args: Partial<tf.ModelCompileArgs> = {}): tf.Sequential =>
  compiled(
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [FEATURES] }),
        tf.layers.dense({ units: CLASSES, activation: 'softmax' }),
      ],
    }),
    args,
  );
export const ARGS = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 } as const;
export type Args = tf.ModelFitArgs;

/** Trains two equal models, one by `model.fit` and one by `fit`, and compares history, weights and optimizer state. */
export async function expectSame(
  build: () => tf.LayersModel,
  {
    data = [x, y],
    args = () => ARGS,
    options = {},
  }: {
    data?: [tf.Tensor | tf.Tensor[], tf.Tensor | tf.Tensor[]];
    args?: (model: tf.LayersModel) => Args;
    options?: TrainingOptions;
  } = {},
): Promise<{ model: tf.LayersModel; history: Record<string, (number | tf.Tensor)[]> }> {
  const [theirs, ours] = [build(), build()];
  const { history: expected, epoch } = await theirs.fit(...data, args(theirs));
  const found = await fit(ours, ...data, { ...(args(ours) as object), ...options });
  expect(found.epoch).toEqual(epoch);
  expect(Object.keys(found.history)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected))
    expectClose(tf.tensor(found.history[name] as number[]), tf.tensor(values as number[]));
  theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
  const optimizers = [ours, theirs].map((model) => model.optimizer);
  expect(optimizers[0].iterations).toBe(optimizers[1].iterations);
  if (optimizers[0].getClassName() !== 'Adamax') {
    const [own, their] = await Promise.all(optimizers.map((optimizer) => optimizer.getWeights()));
    their.forEach(({ tensor }, i) => expectClose(own[i].tensor, tensor));
  }
  return { model: ours, history: found.history };
}

/** Applies layers one after the other. */
export const chain = (inputs: tf.SymbolicTensor, ...layers: tf.layers.Layer[]): tf.SymbolicTensor =>
  layers.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, inputs);
