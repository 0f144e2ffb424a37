import { tf } from '@reprise/runtime';
import { patch, restoreAll } from './patch';
import type { Activation } from './standard-classes';

/** Private members of TensorFlow.js's recurrent layers. */
export interface RecurrentLayer extends tf.layers.Layer {
  cell: tf.layers.Layer & {
    units: number;
    activation: Activation;
    recurrentActivation?: Activation;
    kernel: tf.LayerVariable;
    recurrentKernel: tf.LayerVariable;
    bias: tf.LayerVariable | null;
    recurrentInitializer: ReturnType<typeof tf.initializers.orthogonal>;
    dropout: number;
    recurrentDropout: number;
  };
  goBackwards: boolean;
  returnSequences: boolean;
  returnState: boolean;
  states_: tf.Tensor[] | null;
  resetStates(states?: tf.Tensor | tf.Tensor[], training?: boolean): void;
}

/**
 * Turns the states of stateful recurrent layers into variables, so that a graph can update them.
 * @returns a function that turns them back into tensors, with their current values
 */
export function statesAsVariables(layers: Iterable<tf.layers.Layer>): () => void {
  const restores: (() => void)[] = [];
  for (const layer of layers as Iterable<RecurrentLayer>) {
    const states = layer.states_;
    if (!layer.stateful || !states) continue;
    const variables = states.map((state) => tf.variable(state, false));
    restores.push(
      () => {
        layer.states_ = variables.map((variable) => tf.keep(tf.clone(variable)));
        tf.dispose([states, variables]);
      },
      patch(layer, 'states_', variables),
      patch(layer, 'resetStates', (given) => {
        const values = given === undefined ? variables.map((each) => tf.zerosLike(each)) : [given].flat();
        variables.forEach((variable, i) => variable.assign(values[i] as tf.Tensor));
        if (given === undefined) tf.dispose(values);
      }),
    );
  }
  return () => restoreAll(restores);
}
