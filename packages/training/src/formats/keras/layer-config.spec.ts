import { tf } from '@reprise/runtime';
import { kerasModelConfig } from './model-config';

test('where a layer’s channels are is written as it is', () => {
  const pool = (dataFormat: 'channelsFirst' | 'channelsLast') =>
    tf.sequential({ layers: [tf.layers.maxPooling2d({ poolSize: 2, dataFormat, inputShape: [4, 4, 4] })] });
  expect(JSON.stringify(kerasModelConfig(pool('channelsFirst'), 'keras'))).toContain('"data_format":"channels_first"');
  expect(JSON.stringify(kerasModelConfig(pool('channelsLast'), 'keras'))).toContain('"data_format":"channels_last"');
});
