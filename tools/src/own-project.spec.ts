// "In a project of your own" of docs/compiled-step.md, done as it is written, in a folder outside of the repository.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inTempFolder, repositoryRoot } from '@reprise/base';

const root = repositoryRoot();
const page = readFileSync(join(root, 'docs', 'compiled-step.md'), 'utf8');
const section = page.slice(page.indexOf('## In a project of your own'));
const [, example] = /^```ts\n(\/\/ A model of one's own[^]*?)^```$/m.exec(page) ?? [];
const [, configuration] = /^```json\n([^]*?)^```$/m.exec(section) ?? [];
const commands = [...section.matchAll(/^(np[mx] .*?)(?: {2,}#.*)?$/gm)].map(([, command]) => command);

jest.setTimeout(120_000);

test('a folder beside the clone trains the example by the package’s name, and type-checks', () =>
  inTempFolder(async (parent) => {
    const folder = join(parent, 'my-project');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(root, join(parent, 'reprise'));
    const run = (command: string, ...more: string[]): string => {
      const [program, ...args] = command.split(' ');
      return execFileSync(program, [...args, ...more], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    };
    const [init, link, compilers, train, types, ...rest] = commands;
    expect(rest).toEqual([]);
    run(init);
    expect(link).toBe('npm install ../reprise/packages/engine');
    run(link, '--offline', '--no-audit', '--no-fund');
    // What the third command fetches, from this clone: the same packages, without a network.
    expect(compilers).toBe(
      `npm install --save-dev ${['typescript', 'ts-node', '@types/node'].map((name) => `${name}@${versionOf(name)}`).join(' ')}`,
    );
    for (const name of ['typescript', 'ts-node', '@types', '.bin'])
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));

    // Written for a folder beside the clone; here that is a link, so what holds both lies further up.
    writeFileSync(
      join(folder, 'tsconfig.json'),
      configuration.replace('"rootDir": ".."', `"rootDir": "${relative(folder, '/')}"`),
    );
    writeFileSync(join(folder, 'train.ts'), example);
    expect(run(train)).toMatch(/sin\(1\) is 0\.841, the model says 0\.8/);
    run(types);
    writeFileSync(join(folder, 'train.ts'), example.replace('learningRate: 0.02', "learningRate: 'fast'"));
    expect(() => run(types)).toThrow(/Command failed/);
  }));

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies[name];
