import type { Program } from '../graph/program';
import { useFastCalls } from './fast-calls';
import type { tf } from '@reprise/runtime';

/**
 * A program that applies a model as it is used, not trained, with layers in their faster forms: for `compile`.
 * @param towers parts of a batch that run side by side
 */
export const forward =
  (model: tf.LayersModel, towers = 1): Program =>
  ([x]) => {
    const undo = useFastCalls(model, { towers });
    try {
      return { outputs: [model.apply(x)].flat() as tf.Tensor[] };
    } finally {
      undo();
    }
  };
