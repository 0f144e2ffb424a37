import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutatedBytes, mutatedJson, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { readLayersModel } from '../../formats/tfjs/read-layers-model';

const fixture = (name: string): Buffer => readFileSync(join(__dirname, '..', 'fixtures', 'small-models', name));
const MODELS = ['sequential', 'functional'].map((name) => ({
  json: JSON.parse(fixture(`${name}.json`).toString('utf8')) as object,
  weights: fixture(`${name}.bin`),
}));

/** What a configuration may say at a place, and what it costs to believe it. */
const numbers = fc.constantFrom(0, -1, 1.5, 1e5, 1e9, 2 ** 31, 2 ** 53, '1e9', null, [1e6, 1e6]);
const KEYS = ['units', 'filters', 'kernel_size', 'output_dim', 'input_dim', 'pool_size', 'strides', 'rate'];

/** A model.json one of whose numbers is another. */
const claimed = (json: object): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...KEYS), numbers)
    .map(([key, value]) => Buffer.from(JSON.stringify(json, (name, old) => (name === key ? value : old))));

/** The same layer some hundreds or thousands of times. */
const repeated = (json: object, times: number): Buffer =>
  Buffer.from(
    JSON.stringify(json, (name, value) => {
      if (name !== 'layers' || !Array.isArray(value)) return value;
      return value.flatMap((layer) => Array.from({ length: times }, () => layer));
    }),
  );

const inputs = MODELS.map(({ json, weights }) =>
  fc.record({
    text: fc.oneof(
      { weight: 10, arbitrary: mutatedJson(json) },
      { weight: 6, arbitrary: claimed(json) },
      { weight: 1, arbitrary: fc.constantFrom(...[20, 150, 2000].map((times) => repeated(json, times))) },
      { weight: 4, arbitrary: fc.constant(Buffer.from(JSON.stringify(json))) },
    ),
    weights: fc.oneof(fc.constant(weights), mutatedBytes(weights)),
  }),
);

export default fuzzTarget({
  name: 'model.json and its weights',
  weight: 0.5,
  input: fc.oneof(...inputs),
  async read({ text, weights }, { folder, secret }) {
    const path = join(folder, 'model');
    mkdirSync(path);
    writeFileSync(join(path, 'model.json'), text);
    writeFileSync(join(path, 'group1-shard1of1.bin'), weights);
    symlinkSync('/dev/zero', join(path, 'zeros'));
    symlinkSync(secret, join(path, 'secret'));
    const model = await readLayersModel(path);
    try {
      const values = model.weights.reduce((sum, { shape }) => sum + shape.reduce<number>((n, m) => n * (m ?? 1), 1), 0);
      if (values * 4 !== weights.length) throw new Error(`${values} values of ${weights.length} bytes`);
    } finally {
      model.dispose();
    }
  },
});
