import { tf } from '@reprise/engine';

const conv = (inputShape?: [number, number, number]) =>
  tf.layers.conv2d({
    filters: 32,
    kernelSize: 3,
    activation: 'relu',
    ...(inputShape && { inputShape }),
  });
const dense = (units: number) => tf.layers.dense({ units });

/**
 * The CNN that the notebook calls "LeNet architecture": three convolutions with ReLU, max-pooling and dropout, which
 * LeCun et al. (1998) had not, and two dense layers with nothing between them. 43,942 parameters.
 * @param dropout the rate
 */
export function lenet({ dropout }: { dropout: number }): tf.LayersModel {
  return tf.sequential({
    layers: [
      conv([28, 28, 1]),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      conv(),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.dropout({ rate: dropout }),
      conv(),
      tf.layers.flatten(),
      dense(84),
      dense(10),
      tf.layers.activation({ activation: 'softmax' }),
    ],
  });
}
