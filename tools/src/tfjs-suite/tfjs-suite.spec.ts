import { repositoryRoot, runCommand } from '@reprise/base';

// In a process of its own: Jasmine's functions have Jest's names.
test('TensorFlow.js’s core tests fail on our TensorFlow where it is listed, and nowhere else', async () => {
  const args = ['node_modules/ts-node/dist/bin.js', 'tools/src/tfjs-suite/main.ts', '--no-record'];
  const output = await runCommand(process.execPath, args, {
    cwd: repositoryRoot(),
    seconds: 170,
    todo: 'Run `npx nx run tools:tfjs-suite`, which tells all of them.',
  });
  expect(output).toMatch(/^\d{4} run, \d{4} pass, \d{3} fail/);
}, 180_000);
