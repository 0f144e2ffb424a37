import { tf } from '@reprise/runtime';
import { fit } from '../model/fit';
import { createRandom } from '../random/random';
// Replaces kernels and gradients, as any training does.
import '../tensorflow/fixes';
import { expectClose, numbers } from './tensors';

/** TensorFlow.js's own CPU backend, or TensorFlow. */
export type Backend = 'cpu' | 'tensorflow';

/** Runs `work` on a backend of TensorFlow.js. Layers of noise draw the same numbers each time. */
export async function onBackend<T>(backend: Backend, work: () => T | Promise<T>): Promise<T> {
  const noise = createRandom(1).fork('noise');
  const draw = jest.spyOn(Math, 'random').mockImplementation(() => noise.uniform(1, 0, 1)[0]);
  // Otherwise it recommends a faster backend on the console.
  Object.assign(tf.findBackend('cpu'), { firstUse: false });
  await tf.setBackend(backend);
  try {
    return await work();
  } finally {
    await tf.setBackend('tensorflow');
    draw.mockRestore();
  }
}

export interface TestModel {
  /** Builds the model; its inputs have a batch shape. */
  model: () => tf.LayersModel;
  /** For integer inputs, their upper bound. Other inputs are numbers from -1 to 1. */
  tokens?: number;
  /** Makes targets of numbers from 0 to 1 in the shape of the output. */
  target?: (values: tf.Tensor) => tf.Tensor;
  loss?: string;
  optimizer?: () => string | tf.Optimizer;
  metrics?: string[];
}

export interface TrainingResult {
  /** Before training. */
  output: tf.Tensor;
  /** Loss and metrics of the steps, [2] each. */
  history: Record<string, tf.Tensor>;
  /** After training. */
  weights: tf.Tensor[];
}

export const inputOf = ({ tokens }: Pick<TestModel, 'tokens'>, name: string, shape: number[]): tf.Tensor =>
  tokens ? tf.floor(numbers(name, shape, 0, tokens)) : numbers(name, shape, -1, 1);

function setWeights(model: tf.LayersModel): void {
  model.setWeights(
    model.weights.map(({ originalName, shape }, i) =>
      // A variance is positive.
      numbers(`weight ${i}`, shape as number[], originalName.includes('variance') ? 0.5 : -0.5, 0.7),
    ),
  );
}

/**
 * Sets a model's weights, runs it, and trains it for two steps of one batch.
 * @param on a backend, by `model.fit`, or 'compiled', by {@link fit}
 * @param trains false to compute only the output
 */
export const trainOn = (on: Backend | 'compiled', test: TestModel, trains = true): Promise<TrainingResult> =>
  onBackend(on === 'compiled' ? 'tensorflow' : on, async () => {
    const model = test.model();
    setWeights(model);
    const inputs = model.inputs.map(({ shape }, i) => inputOf(test, `input ${i}`, shape as number[]));
    const batchSize = inputs[0].shape[0];
    const output = model.predict(inputs, { batchSize }) as tf.Tensor;
    if (!trains) return { output, history: {}, weights: [] };
    const {
      loss = 'meanSquaredError',
      optimizer = () => tf.train.sgd(0.5),
      metrics,
      target = (values) => values,
    } = test;
    model.compile({ loss, optimizer: optimizer(), metrics });
    const targets = target(numbers('target', output.shape, 0, 1));
    const args = { batchSize, epochs: 2, shuffle: false, verbose: 0 };
    const { history } = await (on === 'compiled'
      ? fit(model, inputs, targets, args)
      : model.fit(inputs, targets, args));
    const steps = Object.entries(history).map(([name, values]) => [name, tf.tensor1d(values as number[])]);
    return { output, history: Object.fromEntries(steps), weights: model.getWeights() };
  });

/** Expects the same output, losses, metrics and weights. */
export function expectSameResult(found: TrainingResult, expected: TrainingResult): void {
  expectClose(found.output, expected.output);
  expect(Object.keys(found.history)).toEqual(Object.keys(expected.history));
  for (const [name, values] of Object.entries(expected.history)) expectClose(found.history[name], values);
  expected.weights.forEach((weight, i) => expectClose(found.weights[i], weight));
}

/** Trains a model on both backends and, unless `compiled` is false, by {@link fit}, and expects the same result. */
export async function expectSameOnBackends(test: TestModel, { compiled = true } = {}): Promise<void> {
  const expected = await trainOn('cpu', test);
  const [before, after] = expected.history['loss'].dataSync();
  expect(after).not.toBe(before);
  expectSameResult(await trainOn('tensorflow', test), expected);
  if (compiled) expectSameResult(await trainOn('compiled', test), expected);
}

/** Multiplies each element of its input by a weight, so that gradients must flow through all layers that follow. */
class Gain extends tf.layers.Layer {
  static className = 'Gain';
  private gain!: tf.LayerVariable;

  override build(shape: tf.Shape): void {
    this.gain = this.addWeight('gain', shape.slice(1), 'float32', tf.initializers.ones());
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul([inputs].flat()[0], this.gain.read());
  }
}

/** A layer that multiplies each element of its input by a weight, initially 1. */
export const gain = (): tf.layers.Layer => new Gain({});
