import type { tf } from '@reprise/runtime';
import { allLayers } from './model-internals';

/** A node of a model's graph: one application of a layer. Private in TensorFlow.js. */
export interface LayerNode {
  outboundLayer: tf.layers.Layer;
  inputTensors: tf.SymbolicTensor[];
  outputTensors: tf.SymbolicTensor[];
}

interface Container {
  nodesByDepth?: Record<string, LayerNode[]>;
  outputs?: tf.SymbolicTensor[];
  /** The functional model of a Sequential. */
  model?: Container;
}

export const nodesOf = ({ nodesByDepth }: Container): LayerNode[] => Object.values(nodesByDepth ?? {}).flat();

/**
 * Maps a layer to the next one if the two can be computed together: each is applied once, the next layer has no other
 * input, and nothing else takes the first one's output.
 */
export function successorsIn(model: object): Map<tf.layers.Layer, tf.layers.Layer> {
  const successors = new Map<tf.layers.Layer, tf.layers.Layer>();
  const containers = [model, ...allLayers(model)].flatMap((each: Container) => [each, each.model ?? each]);
  const nodes = [...new Set(containers.flatMap(nodesOf))];
  const modelOutputs = containers.flatMap((container) => (container.nodesByDepth ? (container.outputs ?? []) : []));
  const appliedOnce = (layer: tf.layers.Layer): boolean =>
    nodes.filter(({ outboundLayer }) => outboundLayer === layer).length === 1;
  for (const node of nodes) {
    const { outboundLayer: layer, outputTensors } = node;
    // The node of an input layer lists its output as its input.
    const consumers = nodes.filter(
      (other) => other !== node && other.inputTensors.some((tensor) => outputTensors.includes(tensor)),
    );
    const isModelOutput = modelOutputs.some((output) => outputTensors.includes(output));
    if (consumers.length !== 1 || isModelOutput || outputTensors.length !== 1 || !appliedOnce(layer)) continue;
    const [{ outboundLayer: next, inputTensors }] = consumers;
    if (inputTensors.length === 1 && appliedOnce(next)) successors.set(layer, next);
  }
  return successors;
}

export function chainFrom(
  layer: tf.layers.Layer,
  successors: Map<tf.layers.Layer, tf.layers.Layer>,
): tf.layers.Layer[] {
  const chain = [layer];
  for (let next = successors.get(layer); next; next = successors.get(next)) chain.push(next);
  return chain;
}
