import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from '@reprise/base';

/** A browser's program, and its additional environment variables. */
export interface Program {
  path: string;
  env: Record<string, string>;
}

const PACKAGE = '@sparticuz/chromium';

/**
 * Unpacks the browser of the npm package @sparticuz/chromium, and the system libraries in it.
 *
 * The package unpacks to the temp folder and trusts any file there with the same name. So it runs in a process with a temp
 * folder of its own, which is renamed once complete. AWS_EXECUTION_ENV makes it unpack the libraries, for machines without
 * libnss3, libnspr4 and libexpat.
 * @param withLibraries whether the browser uses the package's libraries instead of the machine's
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
      // Another process was first.
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
