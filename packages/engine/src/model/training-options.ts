import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { towerLayers } from '../fusion/towers';
import type { LossWeights } from '../losses/loss-weights';
import type { Clipping } from '../optimizers/clip';
import { type Like, overridesMinimize, ruleOf } from '../optimizers/optimizer';
import type { ModelInternals } from '../tfjs/model-internals';

/** Options of `fit` that TensorFlow.js does not have. */
export interface TrainingOptions extends Clipping {
  /** Seed of the order of rows, of dropout and of noise: an integer. 1 by default. */
  seed?: number;
  /** The factor of each output's loss in the total loss, above 0: a list, or a map by output names. */
  lossWeights?: LossWeights;
  /** The weight of each row in the loss: [rows] for all outputs, or a list with one tensor for each output. */
  sampleWeight?: tf.Tensor | tf.Tensor[];
  /**
   * The number of parts into which a batch is split, to run side by side: faster if small ops leave a core idle. Splits the
   * longest chain of layers that process each row by itself. 1 by default.
   */
  towers?: number;
  /** Whether layers are fused, which changes rounding only. True by default. */
  fusion?: boolean;
  /**
   * The library whose formulas losses and optimizer follow (docs/parity.md). Keras 2's are cross-entropies of logits, Adam's
   * epsilon, Adadelta, and regularization in the loss of an evaluation. 'tensorflow.js' by default.
   */
  like?: Like;
  /** Whether to train by `model.fit`, with a warning, if the model cannot be traced. False by default. */
  fallback?: boolean;
}

/** Options without effect in `model.fit`. */
const NOT_WITH_FALLBACK = ['clipValue', 'clipNorm', 'globalClipNorm', 'lossWeights', 'like', 'towers'] as const;
const CLIPPING = ['clipValue', 'clipNorm', 'globalClipNorm'] as const;

const invalid = (expected: string, found: unknown, todo: string): Problem =>
  new Problem({ where: 'fit', expected, found: String(found), todo });

/** @throws Problem when an option has an invalid value */
export function checkOptions(model: ModelInternals, options: TrainingOptions): void {
  const { seed = 1, towers = 1, like = 'tensorflow.js' } = options;
  if (!Number.isSafeInteger(seed)) throw invalid('an integer as `seed`', seed, 'Correct it.');
  if (!(Number.isInteger(towers) && towers >= 1))
    throw invalid('an integer of at least 1 as `towers`', towers, 'Correct it.');
  if (towers > 1 && towerLayers(model).length === 0)
    throw invalid('a layer that processes each row by itself, for `towers`', 'none', 'Leave `towers` out.');
  if (like !== 'tensorflow.js' && like !== 'keras2')
    throw invalid("`like` 'tensorflow.js' or 'keras2'", JSON.stringify(like), 'Choose one.');
  if (like === 'keras2' && model.optimizer_ && !ruleOf(model.optimizer_, like))
    throw invalid(
      "SGD, Adam or Adadelta as the optimizer for `like: 'keras2'`",
      model.optimizer_.getClassName(),
      'Choose one of them, or leave `like` out.',
    );
  const unavailable = NOT_WITH_FALLBACK.find(
    (name) => options[name] !== undefined && options[name] !== 'tensorflow.js',
  );
  if (options.fallback && unavailable)
    throw invalid('only options that `model.fit` can follow, for `fallback`', unavailable, 'Leave one of the two out.');
  checkClipping(model, options);
  checkLossWeights(model, options);
  checkSampleWeight(model, options);
}

function checkClipping({ optimizer_: optimizer }: ModelInternals, options: TrainingOptions): void {
  const given = CLIPPING.filter((name) => options[name] !== undefined);
  if (given.length > 0 && overridesMinimize(optimizer))
    throw invalid('an optimizer whose gradients can be clipped', optimizer.getClassName(), 'Clip in the optimizer.');
  if (given.length > 1) throw invalid('one kind of clipping', given.join(' and '), 'Choose one.');
  for (const name of given)
    if (!((options[name] as number) > 0))
      throw invalid(`a number above 0 as \`${name}\``, options[name], 'Correct it, or leave it out.');
}

function checkLossWeights({ outputNames }: ModelInternals, { lossWeights }: TrainingOptions): void {
  if (lossWeights === undefined) return;
  const isList = Array.isArray(lossWeights);
  const unknown = isList ? [] : Object.keys(lossWeights).filter((name) => !outputNames.includes(name));
  if (unknown.length > 0)
    throw invalid(`output names in \`lossWeights\`: ${outputNames.join(', ')}`, unknown[0], 'Correct the name.');
  if (isList && lossWeights.length !== outputNames.length)
    throw invalid(
      `${outputNames.length} \`lossWeights\`, one for each output`,
      lossWeights.length,
      'Correct the list.',
    );
  const wrong = Object.values(lossWeights).find((weight) => !(weight > 0 && Number.isFinite(weight)));
  if (wrong !== undefined)
    throw invalid('numbers above 0 as `lossWeights`', wrong, 'To ignore an output, leave it out of the model.');
}

function checkSampleWeight({ outputNames }: ModelInternals, { sampleWeight }: TrainingOptions): void {
  if (sampleWeight === undefined) return;
  const weights = [sampleWeight].flat();
  if (weights.length !== 1 && weights.length !== outputNames.length)
    throw invalid(`1 or ${outputNames.length} tensors as \`sampleWeight\``, weights.length, 'Correct the list.');
  const wrong = weights.find(({ rank }) => rank !== 1);
  if (wrong) throw invalid('`sampleWeight` of shape [rows]', `[${wrong.shape}]`, 'Give one number for each row.');
}
