import { tf } from '@reprise/runtime';
import { formulaModel } from '../formats/testing/standard-models';
import { weightHistograms } from './callbacks';
import type { TrainingState } from './train-epochs';

/** Names of the weights that have a histogram after one epoch. */
function watched(model: tf.LayersModel): string[] {
  const state: Pick<TrainingState, 'histograms'> = { histograms: {} };
  void weightHistograms(model).onEpochEnd?.(state as TrainingState);
  return Object.keys(state.histograms);
}

// Whether a layer is frozen before it has weights, as here, or after, as VGG16's are.
test.each(['before', 'after'])('of a model with a layer that was frozen %s it was built', (when) => {
  const frozen = tf.layers.dense({ units: 3, inputShape: [2], trainable: when === 'after' });
  const model = tf.sequential({ layers: [frozen, tf.layers.dense({ units: 1 })] });
  frozen.trainable = false;
  expect(watched(model)).toEqual(['dense_2/kernel:0', 'dense_2/bias:0']);
  model.dispose();
});

test('both directions of a bidirectional layer', () => {
  const model = formulaModel('birnn');
  expect(watched(model)).toEqual([
    'embedding_1/embeddings:0',
    ...['forward', 'backward'].flatMap((direction) =>
      ['kernel', 'recurrent_kernel', 'bias'].map((name) => `bidirectional_1/${direction}_simple_rnn_1/${name}:0`),
    ),
    'dense_1/kernel:0',
    'dense_1/bias:0',
  ]);
  model.dispose();
});
