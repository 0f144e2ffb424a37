import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { towerLayers } from './fast-calls';
import type { ModelInternals } from './layers';
import type { Clipping } from './clip';
import type { LossWeights } from './loss-weights';
import { type Like, minimizesItself, ruleOf } from './optimizer-rules';

/** What `fit` takes besides TensorFlow.js's own arguments. */
export interface TrainingOptions extends Clipping {
  /** Seed of the order of rows, of dropout and of noise. 1 by default. */
  seed?: number;
  /** What the loss of each output counts in the total loss, above 0: a number an output, or by the outputs' names. */
  lossWeights?: LossWeights;
  /** What each row counts in the loss: [rows], or one an output. */
  sampleWeight?: tf.Tensor | tf.Tensor[];
  /**
   * Parts of a batch that run side by side: faster where small ops leave a core idle. The model needs layers that treat each
   * row by itself, one after the other. 1 by default.
   */
  towers?: number;
  /** Whether layers are computed by faster forms that differ in rounding. True by default. */
  fusion?: boolean;
  /**
   * Whose formulas losses and optimizer follow, where the two differ (docs/parity.md). As Keras 2: cross-entropies of logits,
   * Adam's epsilon, Adadelta, and regularizers in the loss of an evaluation. 'tensorflow.js' by default.
   */
  like?: Like;
  /** Train by `model.fit` where the model cannot be part of a graph, and say so once. False by default. */
  fallback?: boolean;
}

const wrong = (expected: string, found: unknown, todo: string): Problem =>
  new Problem({ where: 'fit', expected, found: String(found), todo });

/** @throws Problem when an option has a value that it cannot have */
export function checkOptions(model: ModelInternals, options: TrainingOptions): void {
  const { seed = 1, lossWeights, sampleWeight, like = 'tensorflow.js', towers = 1 } = options;
  if (!(Number.isInteger(towers) && towers >= 1)) throw wrong('a number of towers from 1 on', towers, 'Give one.');
  if (towers > 1 && towerLayers(model).length === 0)
    throw wrong('layers that treat each row by itself, for towers', 'none in a row', 'Leave towers out.');
  if (like !== 'tensorflow.js' && like !== 'keras2')
    throw wrong("like: 'tensorflow.js' or 'keras2'", JSON.stringify(like), 'Choose one.');
  if (like === 'keras2' && model.optimizer_ && !ruleOf(model.optimizer_, like))
    throw wrong(
      "an optimizer that `like: 'keras2'` knows: SGD, Adam or Adadelta",
      model.optimizer_.getClassName(),
      'Choose one of them, or train as TensorFlow.js does.',
    );
  if (options.fallback) {
    const own = ['clipValue', 'clipNorm', 'globalClipNorm', 'lossWeights', 'like', 'towers'] as const;
    const found = own.find((name) => options[name] !== undefined && options[name] !== 'tensorflow.js');
    if (found) throw wrong('fallback without options that model.fit does not have', found, 'Leave one of the two out.');
  }
  if (!Number.isSafeInteger(seed)) throw wrong('a whole number as seed', seed, 'Give one.');
  const clips = (['clipValue', 'clipNorm', 'globalClipNorm'] as const).filter((name) => options[name] !== undefined);
  if (clips.length > 0 && minimizesItself(model.optimizer_))
    throw wrong('an optimizer whose gradients can be clipped', model.optimizer_.getClassName(), 'Clip them in it.');
  if (clips.length > 1) throw wrong('one way of clipping', clips.join(' and '), 'Choose one.');
  for (const name of clips)
    if (!((options[name] as number) > 0)) throw wrong(`${name} above 0`, options[name], 'Give a number above 0.');
  const names = model.outputNames;
  if (lossWeights !== undefined) {
    const given = Array.isArray(lossWeights) ? lossWeights : Object.values(lossWeights);
    const unknown = Array.isArray(lossWeights) ? [] : Object.keys(lossWeights).filter((name) => !names.includes(name));
    if (unknown.length > 0) throw wrong(`lossWeights of ${names.join(', ')}`, unknown[0], 'Name the model’s outputs.');
    if (Array.isArray(lossWeights) && given.length !== names.length)
      throw wrong(`${names.length} lossWeights, one an output`, given.length, 'Give one for each.');
    const bad = given.find((weight) => !(weight > 0 && Number.isFinite(weight)));
    if (bad !== undefined)
      throw wrong('lossWeights above 0', bad, 'Leave an output that does not count out of the model.');
  }
  const weights = sampleWeight === undefined ? [] : [sampleWeight].flat();
  if (sampleWeight !== undefined && weights.length !== 1 && weights.length !== names.length)
    throw wrong(`sampleWeight for all outputs or for each of ${names.length}`, weights.length, 'Give one or so many.');
  const bent = weights.find(({ rank }) => rank !== 1);
  if (bent) throw wrong('sampleWeight of shape [rows]', `[${bent.shape}]`, 'Give a number a row.');
}
