import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import type { Program } from '../graph/program';
import { chainFrom, successorsIn } from '../tfjs/layer-chains';
import { allLayers } from '../tfjs/model-internals';
import { patch, restoreAll } from '../tfjs/patch';
import { fuseFirst } from './fuse';
import { fasterCall, hasMask, type Kwargs, type LayerCall } from './layer-call';
import type { Stage } from './stage';
import { inTowers, towerLayers } from './towers';

export interface FusionOptions {
  /**
   * The number of parts into which a batch is split, to run side by side: faster if small ops leave a core idle. Splits the
   * longest chain of layers that process each row by itself. 1 by default.
   */
  towers?: number;
  /** Whether layers are fused, which changes rounding only. True by default. */
  fusion?: boolean;
}

type Checked = tf.layers.Layer & { assertInputCompatibility(inputs: unknown): void };

/** Makes the last layer of a stage compute it, and those before pass on their inputs. */
const patchStage = (layers: tf.layers.Layer[], stage: Stage): (() => void)[] =>
  layers.flatMap((layer, i) => {
    const call: LayerCall = (inputs, { training }) => {
      const [x] = [inputs].flat();
      return i < layers.length - 1 ? tf.clone(x) : stage.apply(x, training === true);
    };
    const restores = [patch(layer, 'call', call as typeof layer.call)];
    // All are given the input of the first layer.
    if (i > 0) restores.push(patch(layer as Checked, 'assertInputCompatibility', () => undefined));
    return restores;
  });

/** A mask would have to be split, too. */
function refuseMask(layer: tf.layers.Layer): () => void {
  const call = layer.call.bind(layer);
  return patch(layer, 'call', (inputs, kwargs) => {
    if (hasMask(kwargs as Kwargs)) {
      const expected = 'layers without masks in towers';
      throw new Problem({ where: layer.name, expected, found: 'a mask', todo: 'Leave `towers` out.' });
    }
    return call(inputs, kwargs);
  });
}

/**
 * Patches the layers of a model so that they are fused and run in towers, where that is possible: a layer's class, call and
 * activation must be TensorFlow.js's own.
 * @returns a function that restores the layers
 */
export function fuseModel(model: object, { towers = 1, fusion = true }: FusionOptions): () => void {
  const restores: (() => void)[] = [];
  const patched = new Set<tf.layers.Layer>();
  if (towers > 1) {
    const layers = towerLayers(model);
    restores.push(...patchStage(layers, inTowers(layers, towers, fusion)), refuseMask(layers[0]));
    layers.forEach((layer) => patched.add(layer));
  }
  const successors = successorsIn(model);
  for (const layer of fusion ? allLayers(model) : []) {
    if (patched.has(layer)) continue;
    const chain = chainFrom(layer, successors);
    const stage = fuseFirst(chain);
    const layers = chain.slice(0, stage?.layers ?? 0);
    if (stage && !layers.some((each) => patched.has(each))) {
      restores.push(...patchStage(layers, stage));
      layers.forEach((each) => patched.add(each));
      continue;
    }
    const call = fasterCall(layer);
    if (call) restores.push(patch(layer, 'call', call as typeof layer.call));
  }
  return () => restoreAll(restores);
}

/** A program for `compile` that applies a model in inference mode, fused. @param towers parts of a batch that run side by side */
export const forward =
  (model: tf.LayersModel, towers = 1): Program =>
  ([x]) => {
    const restore = fuseModel(model, { towers });
    try {
      return { outputs: [model.apply(x)].flat() as tf.Tensor[] };
    } finally {
      restore();
    }
  };
