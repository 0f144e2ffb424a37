import { repositoryRoot, runCommand } from '@reprise/base';

// In its own process: Jasmine's functions have the names of Jest's.
test('TensorFlow.js’s core tests fail on our TensorFlow only as listed', async () => {
  const args = ['node_modules/ts-node/dist/bin.js', 'tools/reliability/src/tfjs-suite/main.ts', '--no-publish'];
  const output = await runCommand(process.execPath, args, {
    cwd: repositoryRoot(),
    seconds: 170,
    todo: 'Run `npx nx run reliability:tfjs-suite`, which lists all failures.',
  });
  expect(output).toMatch(/^\d{4} run, \d{4} pass, \d{3} fail/);
}, 180_000);
