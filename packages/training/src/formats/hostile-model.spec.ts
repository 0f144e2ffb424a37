// Known hostile model.json files and records, and the readers' messages. `reliability:fuzz` generates more.
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { tf } from '@reprise/runtime';
import { readLayersModel } from './tfjs/read-layers-model';

const FIXTURES = join(__dirname, '..', 'testing', 'fixtures', 'small-models');
const text = (name: string): string => readFileSync(join(FIXTURES, `${name}.json`), 'utf8');

/** The fixture's text with one place changed. */
const changed = (name: string, from: string, to: string): string => {
  expect(text(name)).toContain(from);
  return text(name).replace(from, () => to);
};

async function read(name: string, json: string): Promise<tf.LayersModel> {
  return inTempFolder((folder) => {
    writeFileSync(join(folder, 'model.json'), json);
    writeFileSync(join(folder, 'group1-shard1of1.bin'), readFileSync(join(FIXTURES, `${name}.bin`)));
    symlinkSync('/dev/zero', join(folder, 'zeros'));
    return readLayersModel(folder);
  });
}

test.each(['sequential', 'functional'])('%s: the model that the others are changed from is read', async (name) => {
  (await read(name, text(name))).dispose();
});

test.each<[string, string, string, RegExp]>([
  ['a layer of 10^9 units', 'sequential', changed('sequential', '"units":2', '"units":1000000000'), /no values/],
  ['10^9 filters', 'sequential', changed('sequential', '"filters":2', '"filters":1000000000'), /no values/],
  [
    'a shape beyond 2^53',
    'sequential',
    changed('sequential', '"shape":[8,2]', '"shape":[4294967296,4294967296]'),
    /bytes/,
  ],
  ['a negative shape', 'sequential', changed('sequential', '"shape":[8,2]', '"shape":[-8,-2]'), /model\.json: /],
  ['a path that climbs out', 'sequential', changed('sequential', 'group1-shard1of1.bin', '../x'), /model\.json: /],
  ['the folder as its weights', 'sequential', changed('sequential', 'group1-shard1of1.bin', '..'), /: no regular file/],
  [
    'a device as its weights',
    'sequential',
    changed('sequential', 'group1-shard1of1.bin', 'zeros'),
    /: no regular file/,
  ],
  [
    'one file thirty thousand times',
    'sequential',
    changed('sequential', '"group1-shard1of1.bin"', new Array(30_000).fill('"group1-shard1of1.bin"').join()),
    /304 bytes of weights instead of 152/,
  ],
  ['a megabyte and more', 'sequential', `${text('sequential')}${' '.repeat(1 << 20)}`, /bytes, more than 1048576/],
  [
    'a thousand layers',
    'sequential',
    changed('sequential', '"layers":[', `"layers":[${'{"class_name":"Flatten","config":{}},'.repeat(1000)}`),
    /more than 1000 layers/,
  ],
  [
    'a missing input',
    'functional',
    changed('functional', '["input_1",0,0,{}]', '["missing",0,0,{}]'),
    /not the output of the layer before it/,
  ],
  [
    'an input of a call that is not made',
    'functional',
    changed('functional', '["input_1",0,0,{}]', '["input_1",7,0,{}]'),
    /not the output of the layer before it/,
  ],
  [
    'a layer that is its own input',
    'functional',
    changed('functional', '["input_1",0,0,{}]', '["embedding_1",0,0,{}]'),
    /not the output of the layer before it/,
  ],
  [
    'a layer that is never called',
    'functional',
    changed('functional', '"inbound_nodes":[[["input_1",0,0,{}]]]', '"inbound_nodes":[]'),
    /not the output of the layer before it/,
  ],
  [
    'arrays within arrays',
    'functional',
    changed('functional', '"sparse":false', `"sparse":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
    /call stack|depth/i,
  ],
  ['no JSON', 'sequential', '{', /JSON/],
])('%s', async (_, name, json, message) => {
  const { numBytes } = tf.memory();
  await expect(read(name, json)).rejects.toThrow(aProblem(message));
  expect(tf.memory().numBytes - numBytes).toBeLessThan(10_000);
});

test('a key of prototypes changes no prototype', async () => {
  const json = changed('functional', '"sparse":false', '"sparse":false,"__proto__":{"polluted":true}');
  (await read('functional', json)).dispose();
  expect({}).not.toHaveProperty('polluted');
});
