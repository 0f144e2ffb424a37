import { fit } from '../model/fit';
import { tf } from '@reprise/runtime';
import { numbers } from './numbers';
import { type Backend, onBackend } from './on-backend';

export interface Trial {
  /** Made anew for each backend; its inputs have a batch shape. */
  model: () => tf.LayersModel;
  /** The inputs are whole numbers from 0 to below this, instead of numbers from -1 to 1. */
  tokens?: number;
  /** Makes numbers from 0 to 1, in the shape of the output, into what the loss wants. */
  target?: (values: tf.Tensor) => tf.Tensor;
  loss?: string;
  optimizer?: () => string | tf.Optimizer;
  metrics?: string[];
}

/** What a model gives before it trains, loss and metrics [2] of its steps, and its weights after them. */
export interface Trained {
  output: tf.Tensor;
  history: Record<string, tf.Tensor>;
  weights: tf.Tensor[];
}

/** float32, for an input of that shape. */
export const inputOf = ({ tokens }: Pick<Trial, 'tokens'>, name: string, shape: number[]): tf.Tensor =>
  tokens ? tf.floor(numbers(name, shape, 0, tokens)) : numbers(name, shape, -1, 1);

function setWeights(model: tf.LayersModel): void {
  model.setWeights(
    model.weights.map(({ originalName, shape }, i) =>
      // A variance is positive.
      numbers(`weight ${i}`, shape as number[], originalName.includes('variance') ? 0.5 : -0.5, 0.7),
    ),
  );
}

/** By `model.fit` on one of TensorFlow.js's backends, or by {@link fit}. */
export type Way = Backend | 'compiled';

/**
 * Gives a model weights, runs it, and trains it for two steps of one batch.
 * @param trains false: the output is all
 */
export const trainOn = (way: Way, trial: Trial, trains = true): Promise<Trained> =>
  onBackend(way === 'compiled' ? 'tensorflow' : way, async () => {
    const model = trial.model();
    setWeights(model);
    const inputs = model.inputs.map(({ shape }, i) => inputOf(trial, `input ${i}`, shape as number[]));
    const batchSize = inputs[0].shape[0];
    const output = model.predict(inputs, { batchSize }) as tf.Tensor;
    if (!trains) return { output, history: {}, weights: [] };
    const {
      loss = 'meanSquaredError',
      optimizer = () => tf.train.sgd(0.5),
      metrics,
      target = (values) => values,
    } = trial;
    model.compile({ loss, optimizer: optimizer(), metrics });
    const targets = target(numbers('target', output.shape, 0, 1));
    const args = { batchSize, epochs: 2, shuffle: false, verbose: 0 };
    const { history } = await (way === 'compiled'
      ? fit(model, inputs, targets, args)
      : model.fit(inputs, targets, args));
    const steps = Object.entries(history).map(([name, values]) => [name, tf.tensor1d(values as number[])]);
    return { output, history: Object.fromEntries(steps), weights: model.getWeights() };
  });
