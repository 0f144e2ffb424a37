import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { kerasWeights, type WeightValues, valuesOfWeight } from '../../formats/keras/weights';
import { loadWeights } from '../../formats/keras/load-weights';
import { tf } from '@reprise/runtime';

const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], useBias: true })] });
const own = kerasWeights(model).flatMap(({ weights }) => weights);
const [kernel, bias] = own.map(({ name }) => name);

const shape: fc.Arbitrary<number[]> = fc.oneof(
  fc.constantFrom<number[][]>([3, 2], [2], [2, 3], [6], [], [0], [-3, -2], [1e308, 10]),
  fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 3 }),
);
const weight = fc.record({
  shape,
  data: fc.oneof(
    fc.constantFrom(6, 2).map((length) => new Float32Array(length).fill(1)),
    fc.float32Array({ maxLength: 8 }),
  ),
});
const RIGHT: [string, WeightValues][] = [
  [kernel, { shape: [3, 2], data: new Float32Array(6).fill(2) }],
  [bias, { shape: [2], data: new Float32Array(2).fill(3) }],
];

export default fuzzTarget({
  name: 'weights for a model',
  input: fc
    .tuple(
      fc.boolean(),
      fc.array(fc.tuple(fc.oneof(fc.constantFrom(kernel, bias), hostileText), weight), { maxLength: 3 }),
    )
    .map(([right, more]) => new Map<string, WeightValues>([...(right ? RIGHT : []), ...more])),
  read(weights) {
    const before = own.map((one) => valuesOfWeight(one).join());
    try {
      loadWeights(model, weights);
    } catch (error) {
      if (own.some((one, i) => valuesOfWeight(one).join() !== before[i])) throw new Error('changed, and refused');
      throw error;
    }
    for (const one of own)
      if (valuesOfWeight(one).join() !== weights.get(one.name)?.data.join()) throw new Error(`another ${one.name}`);
  },
});
