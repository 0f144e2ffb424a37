import { correctRows } from '@reprise/engine';
import { tf } from '@reprise/runtime';

/** Plain stochastic gradient descent. */
export const sgd = ({ learningRate = 0.01 } = {}) =>
  ({ name: 'SGD', learning_rate: learningRate, momentum: 0, nesterov: false }) as const;

/** Adam (Kingma and Ba 2014), by default with Keras 2's settings. */
export const adam = ({ learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = {}) =>
  ({ name: 'Adam', learning_rate: learningRate, beta_1: beta1, beta_2: beta2, epsilon }) as const;

/** Adadelta (Zeiler 2012), by default with Keras 2's settings: a learning rate of 1. */
export const adadelta = ({ learningRate = 1, rho = 0.95, epsilon = 1e-7 } = {}) =>
  ({ name: 'Adadelta', learning_rate: learningRate, rho, epsilon }) as const;

/** An optimizer by Keras's names, as the run record and Keras's configuration have it. */
export type OptimizerConfig = ReturnType<typeof sgd | typeof adam | typeof adadelta>;

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
