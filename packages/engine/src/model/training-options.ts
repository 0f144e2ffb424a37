import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import type { FusionOptions } from '../fusion/fuse-model';
import { towerLayers } from '../fusion/towers';
import type { LossWeights } from '../losses/loss-weights';
import type { Clipping } from '../optimizers/clip';
import { type Like, overridesMinimize, ruleOf } from '../optimizers/optimizer';
import type { ModelInternals } from '../tfjs/model-internals';

/** Options of `fit` that TensorFlow.js does not have. */
export interface TrainingOptions extends Clipping, FusionOptions {
  /** Seed of the order of rows, of dropout and of noise: an integer. 1 by default. */
  seed?: number;
  /** The factor of each output's loss in the total loss, above 0: a list, or a map by output names. */
  lossWeights?: LossWeights;
  /** The weight of each row in the loss: [rows] for all outputs, or a list with one tensor for each output. */
  sampleWeight?: tf.Tensor | tf.Tensor[];
  /**
   * The library whose formulas losses and optimizer follow (docs/parity.md). Keras 2's are cross-entropies of logits, Adam's
   * epsilon, Adadelta, and regularization in the loss of an evaluation. 'tensorflow.js' by default.
   */
  like?: Like;
  /** Whether to train by `model.fit`, with a warning, if the model cannot be traced. False by default. */
  fallback?: boolean;
}

/** Options that `model.fit` lacks. */
const NOT_WITH_FALLBACK = ['clipValue', 'clipNorm', 'globalClipNorm', 'lossWeights', 'like', 'towers'] as const;

/** @throws Problem when an option has an invalid value */
export function checkOptions(model: ModelInternals, options: TrainingOptions): void {
  const { optimizer_: optimizer, outputNames } = model;
  const { seed = 1, towers = 1, like = 'tensorflow.js', lossWeights, fallback } = options;
  const check = (valid: boolean, expected: string, found: unknown, todo = 'Correct it.'): void => {
    if (!valid) throw new Problem({ where: 'fit', expected, found: String(found), todo });
  };
  check(Number.isSafeInteger(seed), 'an integer as `seed`', seed);
  check(Number.isInteger(towers) && towers >= 1, 'an integer of at least 1 as `towers`', towers);
  const splittable = towers === 1 || towerLayers(model).length > 0;
  check(splittable, 'a layer that processes each row by itself, for `towers`', 'none', 'Leave `towers` out.');
  check(['tensorflow.js', 'keras2'].includes(like), "`like` 'tensorflow.js' or 'keras2'", JSON.stringify(like));
  check(
    like !== 'keras2' || !optimizer || ruleOf(optimizer, like) !== undefined,
    "SGD, Adam or Adadelta as the optimizer for `like: 'keras2'`",
    optimizer?.getClassName(),
    'Choose one of them, or leave `like` out.',
  );
  const lacking = NOT_WITH_FALLBACK.find((name) => options[name] !== undefined && options[name] !== 'tensorflow.js');
  const both = fallback && lacking !== undefined;
  check(!both, 'only options that `model.fit` has, for `fallback`', lacking, 'Leave one of the two out.');

  const clips = (['clipValue', 'clipNorm', 'globalClipNorm'] as const).filter((name) => options[name] !== undefined);
  const clippable = clips.length === 0 || !overridesMinimize(optimizer);
  check(clippable, 'an optimizer whose gradients can be clipped', optimizer?.getClassName(), 'Clip in the optimizer.');
  check(clips.length <= 1, 'one kind of clipping', clips.join(' and '), 'Choose one.');
  for (const name of clips) check((options[name] as number) > 0, `a number above 0 as \`${name}\``, options[name]);

  const isList = Array.isArray(lossWeights);
  const unknown = isList ? undefined : Object.keys(lossWeights ?? {}).find((name) => !outputNames.includes(name));
  check(unknown === undefined, `output names in \`lossWeights\`: ${outputNames.join(', ')}`, unknown);
  const fitting = !isList || lossWeights.length === outputNames.length;
  check(fitting, `${outputNames.length} \`lossWeights\`, one for each output`, isList && lossWeights.length);
  const factor = Object.values(lossWeights ?? {}).find((weight) => !(weight > 0 && Number.isFinite(weight)));
  const todo = 'To ignore an output, leave it out of the model.';
  check(factor === undefined, 'numbers above 0 as `lossWeights`', factor, todo);

  const weights = [options.sampleWeight ?? []].flat();
  const counted = options.sampleWeight === undefined || [1, outputNames.length].includes(weights.length);
  check(counted, `1 or ${outputNames.length} tensors as \`sampleWeight\``, weights.length);
  const bent = weights.find(({ rank }) => rank !== 1);
  check(!bent, '`sampleWeight` of shape [rows]', `[${bent?.shape}]`, 'Give one number for each row.');
}
