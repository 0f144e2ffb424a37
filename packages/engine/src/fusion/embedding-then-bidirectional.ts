import { tf } from '@reprise/runtime';
import { BidirectionalSimpleRnn } from '../layers/bidirectional';
import { embeddingLookup } from '../tensorflow/nn';
import { asEmbedding } from './layer-call';
import type { FusionRule } from './stage';

/** An embedding that looks up its rows in the order of time, in which the bidirectional RNN takes them: no vector is moved. */
export const embeddingThenBidirectional: FusionRule = ([first, second]) => {
  const embedding = asEmbedding(first);
  const masks = first?.getConfig()['maskZero'] === true;
  if (!embedding || masks || !(second instanceof BidirectionalSimpleRnn) || Object.hasOwn(second, 'call'))
    return undefined;
  return {
    layers: 2,
    apply(ids, training) {
      const byTime = embeddingLookup(embedding.embeddings.read(), tf.transpose(ids, [1, 0]));
      return second.callByTime(byTime, training);
    },
  };
};
