import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from '@reprise/base';

/** A browser's program, and what its environment needs beside our own. */
export interface Program {
  path: string;
  env: Record<string, string>;
}

const PACKAGE = '@sparticuz/chromium';

/**
 * The browser that the npm package @sparticuz/chromium ships, with the system libraries that it ships as well.
 *
 * The package unpacks to the temp folder and takes whatever lies there under the same name, from whomever and of whatever
 * version. So it runs in a process of its own whose temp folder is ours: beside the version's folder in the user's cache
 * first, moved there when all of it is unpacked. The variable is what makes it unpack the libraries, which a machine
 * without libnss3, libnspr4 and libexpat needs.
 * @param withLibraries whether the browser is to use the libraries of the package in place of the machine's
 */
export function unpackChromium(withLibraries: boolean): Program {
  const entry = require.resolve(PACKAGE);
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8')) as {
    version: string;
  };
  const folder = cacheDir(`chromium-${version}`);
  if (!existsSync(join(folder, 'chromium'))) {
    mkdirSync(dirname(folder), { recursive: true });
    const unpacked = mkdtempSync(`${folder}.`);
    const script = `import('${PACKAGE}').then((it) => it.default.executablePath())`;
    const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    try {
      execFileSync(process.execPath, ['-e', script], { cwd: __dirname, env, stdio: ['ignore', 'ignore', 'inherit'] });
      renameSync(unpacked, folder);
    } catch (error) {
      // Another process was first; what it moved there is the same.
      if (!existsSync(join(folder, 'chromium'))) throw error;
    } finally {
      rmSync(unpacked, { recursive: true, force: true });
    }
  }
  return {
    path: join(folder, 'chromium'),
    env: withLibraries ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {},
  };
}
