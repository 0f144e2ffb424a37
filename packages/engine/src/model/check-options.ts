import { Problem } from '@reprise/base';
import type { ModelInternals } from './layers';
import { minimizesItself } from './optimizer-rules';
import type { TrainingOptions } from './model-graph';

const wrong = (expected: string, found: unknown, todo: string): Problem =>
  new Problem({ where: 'fit', expected, found: String(found), todo });

/** @throws Problem when an option of a training is none */
export function checkOptions(model: ModelInternals, options: TrainingOptions): void {
  const { seed = 1, lossWeights, sampleWeight } = options;
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
