import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '../folders/temp-folder';
import { repositoryRoot } from '../folders/repository-root';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s during writeFolder: one line, status %i, no lock and no unfinished folder', (signal, status) =>
  inTempFolder(async (folder) => {
    // Imports in the order of the trainings, and an atomic write before the signal.
    const script = `
      const writeFileAtomic = require('write-file-atomic');
      const { endOnSignal } = require('./packages/base/src/processes/end-on-signal.ts');
      const { writeFolder } = require('./packages/base/src/folders/write-folder.ts');
      endOnSignal(() => 'stopped');
      void writeFolder(${JSON.stringify(join(folder, 'x'))}, 'p:x', async () => {
        await writeFileAtomic(${JSON.stringify(join(folder, 'y'))}, '');
        console.log('building');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`;
    const env = { ...process.env, TS_NODE_PROJECT: 'packages/data/tsconfig.json' };
    const child = spawn(process.execPath, ['-r', 'ts-node/register', '-e', script], { cwd: repositoryRoot(), env });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.once('data', () => {
      expect(readdirSync(folder).sort()).toEqual(['.x.building', 'x.lock', 'y']);
      child.kill(signal);
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(status);
    expect(said).toBe('stopped\n');
    expect(readdirSync(folder)).toEqual(['y']);
  }),
);
