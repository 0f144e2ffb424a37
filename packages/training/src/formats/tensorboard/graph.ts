import { GraphDef } from '@reprise/engine';
import type { tf } from '@reprise/runtime';
import { kerasNames } from '../keras/names';

/** TensorFlow's size of an unknown dimension: the batch. */
const UNKNOWN = -1;

/**
 * A model for TensorBoard's Graphs page: one node per layer, whose op is the layer's class in Keras. Edges show shapes. The
 * graph cannot be run.
 * @param model a chain of layers
 * @param scope the name of the box around all layers
 * @example
 * modelGraph(model, 'lenet').nodes[1];
 * // { name: 'lenet/max_pooling2d_1', op: 'MaxPooling2D', inputs: ['lenet/conv2d_1'],
 * //   attrs: { _output_shapes: { shapes: [[-1, 13, 13, 32]] } } }
 */
export function modelGraph(model: tf.LayersModel, scope: string): GraphDef {
  const graph = new GraphDef();
  let inputs: string[] = [];
  for (const { layer, name } of kerasNames(model)) {
    const shape = (layer.outputShape as (number | null)[]).map((size) => size ?? UNKNOWN);
    const attrs = { _output_shapes: { shapes: [shape] } };
    inputs = [graph.add(layer.getClassName(), inputs, attrs, `${scope}/${name}`)];
  }
  return graph;
}
