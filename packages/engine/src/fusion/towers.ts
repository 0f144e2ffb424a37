// Towers: a batch is split, and a chain of layers runs on the parts side by side.
import { tf } from '@reprise/runtime';
import { chainFrom, successorsIn } from '../tfjs/layer-chains';
import { allLayers } from '../tfjs/model-internals';
import { standardName } from '../tfjs/standard-classes';
import { fuse } from './fuse';
import { fasterCall, type LayerCall } from './layer-call';
import { split, type Stage } from './stage';

/** Classes of layers that process each row by itself. */
const ROWWISE = [
  ...[
    'Activation',
    'AveragePooling1D',
    'AveragePooling2D',
    'Conv1D',
    'Conv2D',
    'Conv2DTranspose',
    'Cropping2D',
    'Dense',
  ],
  ...['DepthwiseConv2D', 'Dropout', 'ELU', 'Embedding', 'Flatten', 'GRU', 'GaussianDropout', 'GaussianNoise', 'LSTM'],
  ...['GlobalAveragePooling1D', 'GlobalAveragePooling2D', 'GlobalMaxPooling1D', 'GlobalMaxPooling2D', 'LeakyReLU'],
  ...['LayerNormalization', 'MaxPooling1D', 'MaxPooling2D', 'PReLU', 'Permute', 'ReLU', 'RepeatVector', 'Reshape'],
  ...['SeparableConv2D', 'SimpleRNN', 'Softmax', 'UpSampling2D', 'ZeroPadding2D'],
];

/** Whether a layer processes each row by itself, without mask or state. */
const isRowwise = (layer: tf.layers.Layer): boolean =>
  ROWWISE.includes(standardName(layer) ?? '') && !layer.stateful && layer.getConfig()['maskZero'] !== true;

/** The layers of a model that can run in towers: its longest chain of layers that process each row by itself. */
export function towerLayers(model: object): tf.layers.Layer[] {
  const successors = successorsIn(model);
  const fed = new Set(successors.values());
  const starts = [...allLayers(model)].filter((layer) => layer.getClassName() === 'InputLayer' || !fed.has(layer));
  const chains = starts.map((layer) => {
    const chain = chainFrom(layer, successors);
    const layers = layer.getClassName() === 'InputLayer' ? chain.slice(1) : chain;
    const end = layers.findIndex((each) => !isRowwise(each));
    return end < 0 ? layers : layers.slice(0, end);
  });
  return chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []);
}

/** A chain of layers as one stage that runs in towers. */
export function inTowers(layers: tf.layers.Layer[], towers: number, fusion: boolean): Stage {
  const unfused = (layer: tf.layers.Layer): Stage => {
    const call = (fusion && fasterCall(layer)) || (layer.call.bind(layer) as LayerCall);
    return { layers: 1, apply: (x, training) => [call(x, { training })].flat()[0] };
  };
  const stages = fusion ? fuse(layers, unfused) : layers.map(unfused);
  const run = (x: tf.Tensor, training: boolean): tf.Tensor => stages.reduce((h, stage) => stage.apply(h, training), x);
  return {
    layers: layers.length,
    apply: (x, training) => tf.concat(split(x, towers).map((part) => run(part, training))),
  };
}
