import { adadelta, adam, type Experiment } from '@reprise/training';
import { experiments } from './index';

const ADAM = { name: 'Adam', learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };

/** Dropout rates, in the order of the layers. */
const dropout = ({ build }: Experiment): unknown[] =>
  build()
    .model.layers.filter((layer) => layer.getClassName() === 'Dropout')
    .map((layer) => layer.getConfig()['rate']);

// The notebook's cells: compile and fit of the autoencoder, of `model` and of `vgg_model`; Keras 2.2.4's defaults.
test.each([
  ['autoencoder', 'binary_crossentropy', { name: 'Adadelta', learning_rate: 1, rho: 0.95, epsilon: 1e-7 }, 128, 50, []],
  ['lenet', 'categorical_crossentropy', ADAM, 32, 10, [0.5]],
  ['transfer', 'categorical_crossentropy', ADAM, 150, 5, [0.5]],
] as const)(
  '%s has the notebook’s settings (others are a variant: docs/adding-a-model.md)',
  (name, loss, optimizer, batchSize, epochs, rates) => {
    const experiment = experiments[name];
    expect(experiment).toMatchObject({
      loss,
      optimizer,
      batchSize,
      full: { epochs, trainRows: 60_000, testRows: 10_000 },
    });
    expect(experiment).not.toHaveProperty('patience');
    expect(dropout(experiment)).toEqual(rates);
  },
);

test('defaults of the optimizers are Keras’s', () => {
  expect(adam()).toEqual(ADAM);
  expect(adadelta()).toEqual(experiments.autoencoder.optimizer);
});
