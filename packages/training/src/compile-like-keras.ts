import { correctRows } from '@reprise/engine';
import { tf } from '@reprise/runtime';

/** An optimizer by Keras's names, as the run record and Keras's configuration have it. */
export type OptimizerConfig =
  | { name: 'SGD'; learning_rate: number; momentum: 0; nesterov: false }
  | { name: 'Adam'; learning_rate: number; beta_1: number; beta_2: number; epsilon: number }
  | { name: 'Adadelta'; learning_rate: number; rho: number; epsilon: number };

/** Plain stochastic gradient descent. */
export const sgd = ({ learningRate = 0.01 } = {}): OptimizerConfig => ({
  name: 'SGD',
  learning_rate: learningRate,
  momentum: 0,
  nesterov: false,
});

/** Adam (Kingma and Ba 2014), by default with Keras 2's settings. */
export const adam = ({ learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = {}): OptimizerConfig => ({
  name: 'Adam',
  learning_rate: learningRate,
  beta_1: beta1,
  beta_2: beta2,
  epsilon,
});

/** Adadelta (Zeiler 2012), by default with Keras 2's settings: a learning rate of 1. */
export const adadelta = ({ learningRate = 1, rho = 0.95, epsilon = 1e-7 } = {}): OptimizerConfig => ({
  name: 'Adadelta',
  learning_rate: learningRate,
  rho,
  epsilon,
});

function create(config: OptimizerConfig): tf.Optimizer {
  switch (config.name) {
    case 'SGD':
      return tf.train.sgd(config.learning_rate);
    case 'Adam':
      return tf.train.adam(config.learning_rate, config.beta_1, config.beta_2, config.epsilon);
    case 'Adadelta':
      return tf.train.adadelta(config.learning_rate, config.rho, config.epsilon);
  }
}

/** Losses by Keras's names, with those of TensorFlow.js. Classes are numbers here, where the notebook has one-hot rows. */
const LOSSES = {
  binary_crossentropy: 'binaryCrossentropy',
  categorical_crossentropy: 'sparseCategoricalCrossentropy',
} as const;

export interface Compilation {
  loss: keyof typeof LOSSES;
  optimizer: OptimizerConfig;
}

/** Compiles a model. @param accuracy whether its targets are labels, which a row has right or not */
export const compileLikeKeras = (model: tf.LayersModel, { loss, optimizer }: Compilation, accuracy: boolean): void =>
  model.compile({
    optimizer: create(optimizer),
    loss: LOSSES[loss],
    metrics: accuracy ? [correctRows as never] : [],
  });
