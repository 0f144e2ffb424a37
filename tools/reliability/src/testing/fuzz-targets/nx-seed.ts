import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';

interface Plugin {
  createNodesV2: [
    string,
    (files: string[], options: unknown, context: { workspaceRoot: string }) => [string, object][],
  ];
}
const { createNodesV2 } = createRequire(__filename)(join(repositoryRoot(), 'tools', 'nx-plugin.js')) as Plugin;
const FILES = ['packages/vision/project.json', 'packages/vision/src/lenet/card.json'];

export default fuzzTarget({
  name: 'REPRISE_SEED in Nx',
  weight: 0.3,
  input: fc.oneof(
    fc.constantFrom('', '0', '1', '4294967295', '4294967296', '-1', ' 1', '1\n', '1e3', '٧', '9'.repeat(400)),
    hostileText,
    fc.nat().map(String),
  ),
  read(value) {
    const before = process.env['REPRISE_SEED'];
    process.env['REPRISE_SEED'] = value.replaceAll('\0', '');
    try {
      const [[, nodes]] = createNodesV2[1](FILES, undefined, { workspaceRoot: repositoryRoot() });
      const seeds = Array.from(JSON.stringify(nodes).matchAll(/"seed":([^,}]+)/g), ([, seed]) => Number(seed));
      if (seeds.length === 0 || !seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
        throw new TypeError(`seeds ${seeds}`);
    } catch (error) {
      // A plugin of Nx has no Problem: its message is what people see.
      if (/^REPRISE_SEED: expected a whole number from 0 to 4294967295/.test((error as Error).message))
        return 'refused';
      throw error;
    } finally {
      if (before === undefined) delete process.env['REPRISE_SEED'];
      else process.env['REPRISE_SEED'] = before;
    }
    return 'read';
  },
});
