import { writeFile } from 'node:fs/promises';
import { repositoryRoot } from '@reprise/base';
import { build } from 'esbuild';
import { join } from 'node:path';

/**
 * Bundles the browser's part: `page.js` (the page) and `worker.js` (TensorFlow.js and the models). The same sources give
 * the same bytes on every machine: paths are relative to the repository, and no source map names any.
 */
export async function bundle(folder: string): Promise<void> {
  const sources = join(__dirname, '..', 'browser');
  const { outputFiles } = await build({
    absWorkingDir: repositoryRoot(),
    entryPoints: { page: join(sources, 'page.ts'), worker: join(sources, 'worker.ts') },
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    // Licences of what is bundled stay with it.
    legalComments: 'eof',
    // Nothing but this decides, whatever tsconfig.json lies above.
    tsconfigRaw: {},
    logLevel: 'silent',
    // esbuild would tell of a full disk as of faulty sources.
    write: false,
  });
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
}
