import { tf } from '@reprise/runtime';
import { trainableOf } from '@reprise/engine';
import { formulaModel } from '../formats/testing/standard-models';
import { trainedWeights } from './trained-weights';

// Whether a layer is frozen before it has weights, as here, or after, as VGG16's are.
test.each(['before', 'after'])('of a model with a layer that was frozen %s it was built', (when) => {
  const frozen = tf.layers.dense({ units: 3, inputShape: [2], trainable: when === 'after' });
  const model = tf.sequential({ layers: [frozen, tf.layers.dense({ units: 1 })] });
  frozen.trainable = false;
  const weights = trainedWeights(model);
  expect(Object.keys(weights)).toEqual(['dense_2/kernel:0', 'dense_2/bias:0']);
  // The very variables that a trainer trains.
  expect(trainableOf(model.layers)).toHaveLength(2);
  trainableOf(model.layers).forEach((variable, i) => expect(Object.values(weights)[i]).toBe(variable));
  model.dispose();
});

test('both directions of a bidirectional layer', () => {
  const model = formulaModel('birnn');
  expect(Object.keys(trainedWeights(model))).toEqual([
    'embedding_1/embeddings:0',
    ...['forward', 'backward'].flatMap((direction) =>
      ['kernel', 'recurrent_kernel', 'bias'].map((name) => `bidirectional_1/${direction}_simple_rnn_1/${name}:0`),
    ),
    'dense_1/kernel:0',
    'dense_1/bias:0',
  ]);
  model.dispose();
});
