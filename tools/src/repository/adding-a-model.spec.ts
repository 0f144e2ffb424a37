// docs/adding-a-model.md, followed step by step in a copy of the repository. It passes as well after you have followed the
// page in your own working tree.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { RunRecord } from '@reprise/records';
import { scratchEnvironment, withScratchWorkspace } from '../testing/scratch-workspace';

const page = readFileSync(join(repositoryRoot(), 'docs', 'adding-a-model.md'), 'utf8');

/** Whole files: a path alone in a line, and its content. */
const files = Array.from(
  page.matchAll(/^`(\S+)`\n\n```(?:ts|json)\n([^]*?)^```$/gm),
  ([, path, content]): [string, string] => [path, content],
);
/** The lines to add to the package's list: an import, and an entry. */
const [, list, importLine, entry] =
  /^In `(\S+)`, import the experiment:\n\n```ts\n(.*)\n```\n\nAdd it to `allExperiments`:\n\n```ts\n\s*(.*)\n```$/m.exec(
    page,
  ) ?? [];

/** Adds the lines, unless the working tree has them already. */
function addToList(text: string): string {
  if (text.includes(importLine)) return text;
  const added = text.replace(/^export const allExperiments.*\[(?=\n|\S)/m, (start) => `${start}\n  ${entry}\n`);
  return `${importLine}\n${added}`;
}

jest.setTimeout(180_000);

test('the page adds a model that its commands train and that the report shows', () =>
  withScratchWorkspace(
    async (root) => {
      const run = (program: string, ...args: string[]): string =>
        execFileSync(program, args, { cwd: root, env: scratchEnvironment(root), encoding: 'utf8', stdio: 'pipe' });
      const read = (...path: string[]): string => readFileSync(join(root, 'artifacts', 'quick', ...path), 'utf8');

      expect(files.map(([path]) => path)).toEqual(
        ['model.ts', 'experiment.ts', 'card.json'].map((name) => `packages/vision/src/mlp/${name}`),
      );
      for (const [path, content] of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      writeFileSync(join(root, list), addToList(readFileSync(join(root, list), 'utf8')));
      run('tsc', '-b', 'packages/vision', 'packages/eval');

      const [, command] = /^npx (reprise train mlp --profile quick)/m.exec(page) ?? [];
      const [program, ...args] = command.split(' ');
      run(program, ...args);
      const record = RunRecord.parse(JSON.parse(read('mlp', 'seed-1', 'run.json')));
      expect(record).toMatchObject({ model: 'mlp', parameters: { total: 101_770 }, epochs_run: 2 });

      // `npx reprise report` would train all other models first.
      run('ts-node', 'packages/eval/src/main.ts', 'report', '--profile=quick');
      const { models } = JSON.parse(read('report', 'seed-1', 'results.json'));
      expect(models.find(({ model }: { model: string }) => model === 'mlp')).toMatchObject({
        status: 'measured',
        title: 'Multilayer perceptron',
        metrics: [{ metric: 'test_acc', measured: record.final.test.acc, published: null }, {}, {}, {}],
      });
      expect(read('report', 'seed-1', 'report.md')).toContain('\n## Multilayer perceptron\n');
      expect(read('report', 'seed-1', 'report.html')).toMatch(
        /<td>dropout_1 \(Dropout\)<\/td>\s*<td>\(None, 128\)<\/td>/,
      );

      // What a model file cannot hold is refused by a message that says what it can hold, and ends the command with 1.
      const model = join(root, 'packages', 'vision', 'src', 'mlp', 'model.ts');
      const cell = 'tf.layers.reLU(), tf.layers.dropout(';
      writeFileSync(model, readFileSync(model, 'utf8').replace('tf.layers.dropout(', cell));
      const options = { cwd: root, env: scratchEnvironment(root), encoding: 'utf8' } as const;
      const { status, stdout, stderr } = spawnSync(program, args, options);
      expect(status).toBe(1);
      expect(stdout + stderr).toContain('found ReLU, not one of Bidirectional, InputLayer, Activation, Conv1D');
      expect(stdout + stderr).not.toContain('Stopped.');

      const card = join(root, 'packages', 'vision', 'src', 'mlp', 'card.json');
      const text = readFileSync(card, 'utf8');
      for (const [right, wrong, message] of [
        ['"title": "Multilayer perceptron",', '', 'expected a card, found title'],
        ['"fashion-mnist"', '"fashion_mnist"', 'expected data of fashion-mnist, urls, vgg16, found "fashion_mnist"'],
        ['"mlp": {}', '"mlp": {}, "wide-mlp": {}', 'expected trainings called mlp or mlp-…, found "wide-mlp"'],
      ]) {
        writeFileSync(card, text.replace(right, wrong));
        expect(spawnSync(program, args, options).stderr).toContain(`packages/vision/src/mlp/card.json: ${message}`);
      }
    },
    { data: true },
  ));
