import { layerRows } from '@reprise/training';
import { experiments } from './index';

// The notebook's cells: `simple_rnn`, `cnn_lstm` and their fits.
test.each([
  [
    'birnn',
    [
      ['Embedding', { embeddings_regularizer: { class_name: 'L1L2', config: { l1: 0, l2: Math.fround(1e-4) } } }],
      ['Bidirectional', { layer: { config: { units: 100, dropout: 0.1, recurrent_dropout: 0.1 } } }],
    ],
  ],
  [
    'cnn-lstm',
    [
      ['Embedding', { embeddings_regularizer: { class_name: 'L1L2', config: { l1: 0, l2: Math.fround(1e-4) } } }],
      ['Conv1D', { filters: 256, kernel_size: [5], padding: 'same' }],
      ['MaxPooling1D', { pool_size: [4] }],
      ['Dropout', { rate: 0.1 }],
      ['LSTM', { units: 32, dropout: 0, recurrent_dropout: 0 }],
      ['Dropout', { rate: 0.1 }],
    ],
  ],
] as const)('%s has the notebook’s settings (others are a variant: docs/adding-a-model.md)', (name, expected) => {
  const experiment = experiments[name];
  expect(experiment).toMatchObject({
    loss: 'binary_crossentropy',
    optimizer: { name: 'Adam', learning_rate: 1e-4, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 },
    batchSize: 32,
    patience: 2,
    full: { epochs: 20, trainRows: 50_514, testRows: 16_838 },
  });
  const classes = new Set(expected.map(([className]) => className as string));
  const rows = layerRows(experiment.build().model).filter(({ class_name }) => classes.has(class_name));
  expect(rows.map(({ class_name }) => class_name)).toEqual(expected.map(([className]) => className));
  rows.forEach(({ config }, i) => expect(config).toMatchObject(expected[i][1]));
});
