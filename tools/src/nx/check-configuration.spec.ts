import { execFileSync } from 'node:child_process';
import { repositoryRoot } from '@reprise/base';

const { checkConfiguration } = jest.requireActual('../../check-configuration.js') as {
  checkConfiguration(argv: string[]): void;
};
const nx = (...args: string[]): string[] => ['node', 'nx', ...args];

test.each([
  [['run', 'runner:all']],
  [['run', 'runner:all:quick']],
  [['run', 'text:birnn-seed-12:full', '--seed=7']],
  [['runner:all', '-c', 'quick']],
  [['run-many', '--targets=all', '--projects=runner', '--configuration=quick', '--output-style=stream']],
  [['run-many', '-t', 'fashion-mnist', 'urls', '-p', 'data']],
])('%j is accepted', (args) => expect(() => checkConfiguration(nx(...args))).not.toThrow());

test.each([
  [['run', 'runner:all:quik']],
  [['run', 'runner:all', '--configuration=quik']],
  [['run', 'runner:all', '--configuration', 'quik']],
  [['runner:all', '-c', 'quik']],
])('%j is refused', (args) =>
  expect(() => checkConfiguration(nx(...args))).toThrow(
    'configuration: expected full or quick, found "quik". Pass --configuration=quick.',
  ),
);

test.each([[['run', 'eval:sweep:quick']], [['run', 'eval:sweep', '-c', 'quick']]])(
  '%j is refused: it would train the quick profile and judge the full one',
  (args) => expect(() => checkConfiguration(nx(...args))).toThrow('expected full for eval:sweep, found "quick".'),
);

test('Nx refuses it before it runs anything', () => {
  const ran = (): string =>
    execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'run', 'data:urls:quik'], {
      cwd: repositoryRoot(),
      stdio: 'pipe',
      encoding: 'utf8',
    });
  expect(ran).toThrow('expected full or quick, found "quik"');
});
