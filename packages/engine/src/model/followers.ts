import type { tf } from '@reprise/runtime';
import { allLayers } from './layers';

/** A use of a layer in a model, as TensorFlow.js keeps it. */
export interface Use {
  outboundLayer: tf.layers.Layer;
  inputTensors: tf.SymbolicTensor[];
  outputTensors: tf.SymbolicTensor[];
}

interface Container {
  nodesByDepth?: Record<string, Use[]>;
  outputs?: tf.SymbolicTensor[];
  /** Of a Sequential, that which does its work. */
  model?: Container;
}

/** The uses of a container's own layers. */
export const usesIn = ({ nodesByDepth }: Container): Use[] => Object.values(nodesByDepth ?? {}).flat();

/** Layers that are used once in a model, each with the one that alone takes its output, and takes nothing else. */
export function followersIn(model: object): Map<tf.layers.Layer, tf.layers.Layer> {
  const followers = new Map<tf.layers.Layer, tf.layers.Layer>();
  const containers = [model, ...allLayers(model)].flatMap((each: Container) => [each, each.model ?? each]);
  const uses = [...new Set(containers.flatMap(usesIn))];
  const outputs = containers.flatMap((container) => (container.nodesByDepth ? (container.outputs ?? []) : []));
  const once = (layer: tf.layers.Layer): boolean =>
    uses.filter(({ outboundLayer }) => outboundLayer === layer).length === 1;
  for (const use of uses) {
    const { outboundLayer: layer, outputTensors } = use;
    // An input layer takes what it gives.
    const takers = uses.filter(
      (other) => other !== use && other.inputTensors.some((tensor) => outputTensors.includes(tensor)),
    );
    const given = outputs.some((output) => outputTensors.includes(output));
    if (takers.length !== 1 || given || outputTensors.length !== 1 || !once(layer)) continue;
    const [{ outboundLayer: next, inputTensors }] = takers;
    if (inputTensors.length === 1 && once(next)) followers.set(layer, next);
  }
  return followers;
}

/** A layer, and those that follow it. */
export function chainFrom(layer: tf.layers.Layer, followers: Map<tf.layers.Layer, tf.layers.Layer>): tf.layers.Layer[] {
  const chain = [layer];
  for (let next = followers.get(layer); next; next = followers.get(next)) chain.push(next);
  return chain;
}
