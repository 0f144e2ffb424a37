import { writeFile } from 'node:fs/promises';
import { repositoryRoot } from '@reprise/base';
import { build } from 'esbuild';
import { join } from 'node:path';

/**
 * Bundles `page.js` (the page) and `worker.js` (TensorFlow.js and the models) into a folder. The same sources give the same
 * bytes on every machine: paths are relative to the repository, and there is no source map.
 */
export async function bundle(folder: string): Promise<void> {
  const sources = join(__dirname, '..', 'browser');
  const { outputFiles } = await build({
    absWorkingDir: repositoryRoot(),
    entryPoints: { page: join(sources, 'page.ts'), worker: join(sources, 'models', 'worker.ts') },
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    // Keeps licence comments.
    legalComments: 'eof',
    // Ignores any tsconfig.json.
    tsconfigRaw: {},
    logLevel: 'silent',
    // esbuild would report a full disk as an error in the sources.
    write: false,
  });
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
}
