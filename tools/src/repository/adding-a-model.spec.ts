// docs/adding-a-model.md, done as it is written, in a copy of the repository.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { RunRecord } from '@reprise/records';
import { scratchEnvironment, withScratchWorkspace } from '../testing/scratch-workspace';

const page = readFileSync(join(repositoryRoot(), 'docs', 'adding-a-model.md'), 'utf8');

/** Whole files: a path alone in a line, and its content. */
const files = [...page.matchAll(/^`(\S+\.ts)`\n\n```ts\n([^]*?)^```$/gm)].map(([, path, content]) => ({
  path,
  content,
}));
const changes = [...page.matchAll(/^```diff\n([^]*?)^```$/gm)].map(([, change]) => change);

jest.setTimeout(180_000);

test('what the page adds is trained by the commands that it gives, type-checks, and is known to its readers', () =>
  withScratchWorkspace(
    async (root) => {
      const env = scratchEnvironment(root);
      const run = (program: string, args: string[], input = ''): string =>
        execFileSync(program, args, { cwd: root, env, input, encoding: 'utf8', stdio: 'pipe' });
      expect(files.map(({ path }) => path)).toEqual(
        ['model', 'experiment'].map((name) => `packages/vision/src/mlp/${name}.ts`),
      );
      for (const { path, content } of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      expect(changes).toHaveLength(2);
      for (const change of changes) run('git', ['apply', '-'], change);

      const [, command] = /^npx (reprise train mlp --profile quick)/m.exec(page) ?? [];
      const [program, ...args] = command.split(' ');
      run(program, args);
      const record = readFileSync(join(root, 'artifacts', 'quick', 'mlp', 'seed-1', 'run.json'), 'utf8');
      expect(JSON.parse(record)).toMatchObject({ model: 'mlp', parameters: { total: 101_770 }, epochs_run: 2 });
      // The schema of this repository, which the page changes in the copy, does not know it.
      expect(RunRecord.safeParse(JSON.parse(record)).success).toBe(false);
      run('tsc', ['-b', 'packages/vision', 'packages/eval']);
    },
    { data: true },
  ));
