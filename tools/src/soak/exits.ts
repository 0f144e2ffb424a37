import { join } from 'node:path';
import { repositoryRoot, tryCommand } from '@reprise/base';
import { build } from 'esbuild';
import type { Part } from './part';

const WAYS = [
  ...['run out', 'run out of a run', 'exit', 'exit in a run', 'exit in runs of workers'],
  ...['terminate workers in their runs', 'throw'],
];

/** Bundles a program of this folder, so that it starts without a compiler of TypeScript. @returns its path */
async function bundle(name: string): Promise<string> {
  const outfile = join(repositoryRoot(), '.reprise', 'soak', `${name}.cjs`);
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'packages of this repository',
        setup: ({ onResolve }) => onResolve({ filter: /^@reprise\// }, ({ path }) => ({ path: require.resolve(path) })),
      },
    ],
  });
  return outfile;
}

/** Ends `times` processes while TensorFlow is at work, in all ways in turn, two at once. A signal is a failure. */
export async function exitOften(times = 500): Promise<Part> {
  const program = await bundle('exit-child');
  const failures: string[] = [];
  let next = 0;
  const some = async (): Promise<void> => {
    while (next < times) {
      const way = WAYS[next++ % WAYS.length];
      const { code, signal, tail } = await tryCommand([process.execPath, program, way], { seconds: 60 });
      const expected = way === 'throw' ? 1 : 0;
      if (code !== expected || signal !== null) failures.push(`${way}: ended with ${signal ?? code}: ${tail}`);
      else if (way !== 'throw' && tail !== '') failures.push(`${way}: wrote ${tail}`);
    }
  };
  await Promise.all([some(), some()]);
  const outcome = `${times - failures.length} as expected, ${failures.length} otherwise`;
  return {
    rows: [{ fault: `ends of a process while TensorFlow runs, in ${WAYS.length} ways`, times, outcome }],
    failures,
  };
}
