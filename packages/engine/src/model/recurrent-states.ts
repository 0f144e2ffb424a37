import { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';

/** What a recurrent layer of TensorFlow.js keeps to itself. */
interface Recurrent extends tf.layers.Layer {
  states_: tf.Tensor[] | null;
  resetStates(states?: tf.Tensor | tf.Tensor[], training?: boolean): void;
}

/**
 * Makes the states of stateful recurrent layers variables, which a graph can hold.
 * @returns what gives the layers their states back, as they are by then
 */
export function statesAsVariables(layers: Iterable<tf.layers.Layer>): () => void {
  const undo: (() => void)[] = [];
  for (const layer of layers as Iterable<Recurrent>) {
    const own = layer.states_;
    if (!layer.stateful || !own) continue;
    const variables = own.map((state) => tf.variable(state, false));
    undo.push(
      standIn(layer, 'states_', variables),
      standIn(layer, 'resetStates', (states) => {
        const values = states === undefined ? variables.map((each) => tf.zerosLike(each)) : [states].flat();
        variables.forEach((variable, i) => variable.assign(values[i] as tf.Tensor));
        if (states === undefined) tf.dispose(values);
      }),
      () => {
        layer.states_ = variables.map((variable) => tf.keep(tf.clone(variable)));
        tf.dispose([own, variables]);
      },
    );
  }
  return () => undo.forEach((back) => back());
}
