import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '@reprise/base';

test('all that was written comes out, the status is the one that was set, and it does not run out', () => {
  const script = `
    const { endProcess } = require('./packages/runtime/src/tensorflow/end-process.ts');
    process.exitCode = 3;
    process.stdout.write('x'.repeat(1_000_000));
    process.on('beforeExit', () => console.log('ran out'));
    endProcess();`;
  const env = { ...process.env, TS_NODE_PROJECT: 'packages/runtime/tsconfig.json' };
  const ended = spawnSync(process.execPath, ['-r', 'ts-node/register', '-e', script], { cwd: repositoryRoot(), env });
  expect(ended.status).toBe(3);
  expect(ended.stdout.toString()).toBe('x'.repeat(1_000_000));
});
