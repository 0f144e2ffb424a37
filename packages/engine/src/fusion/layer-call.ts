// Faster calls of single layers, which differ from the standard ones in rounding only.
import type { tf } from '@reprise/runtime';
import { embeddingLookup } from '../tensorflow/nn';
import type { RecurrentLayer } from '../tfjs/recurrent-layers';
import { activationName, standardName } from '../tfjs/standard-classes';
import { isSupported, recur, type Recurrence } from './recurrence';

export type Kwargs = { mask?: tf.Tensor | tf.Tensor[] | null; initialState?: tf.Tensor[] | null; training?: boolean };
export type LayerCall = (inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs) => tf.Tensor | tf.Tensor[];

export const hasMask = ({ mask }: Kwargs): boolean => [mask].flat().some((each) => each !== null && each !== undefined);

/** Calls the layer's own `call` for masks and initial states. */
function recurrentCall(layer: tf.layers.Layer): LayerCall | undefined {
  const standard = layer.call.bind(layer) as LayerCall;
  const { cell, goBackwards, returnSequences, returnState, stateful } = layer as RecurrentLayer;
  const settings = {
    className: layer.getClassName(),
    activation: activationName(cell.activation) ?? '',
    recurrentActivation: activationName(cell.recurrentActivation) ?? '',
    units: cell.units,
    goBackwards,
    returnSequences,
  } as Omit<Recurrence, 'kernel'>;
  const drops = cell.dropout > 0 || cell.recurrentDropout > 0;
  if (Object.hasOwn(cell, 'call') || returnState || stateful || drops || !isSupported(settings)) return undefined;
  return (inputs, kwargs) => {
    const [x, ...states] = [inputs].flat();
    if (states.length > 0 || kwargs.initialState || hasMask(kwargs) || x.rank !== 3 || x.dtype !== 'float32')
      return standard(inputs, kwargs);
    return recur(x, {
      ...settings,
      kernel: cell.kernel.read(),
      recurrentKernel: cell.recurrentKernel.read(),
      bias: cell.bias?.read(),
    });
  };
}

type Embedding = tf.layers.Layer & { embeddings: tf.LayerVariable };

export const asEmbedding = (layer: tf.layers.Layer | undefined): Embedding | undefined =>
  layer && standardName(layer) === 'Embedding' ? (layer as Embedding) : undefined;

/** The faster call of a layer; undefined if there is none. */
export function fasterCall(layer: tf.layers.Layer): LayerCall | undefined {
  const name = standardName(layer) ?? '';
  if (['SimpleRNN', 'GRU', 'LSTM'].includes(name)) return recurrentCall(layer);
  const embedding = asEmbedding(layer);
  return embedding && ((inputs) => embeddingLookup(embedding.embeddings.read(), [inputs].flat()[0]));
}
