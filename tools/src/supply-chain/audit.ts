// Runs `npm audit` on package-lock.json, for all platforms:
//   npx nx run tools:audit
// Exit status: 0 if there are no known advisories, 1 if there are some, 2 if the registry does not report advisories.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandResult, inTempFolder, reportFailure, repositoryRoot, tryCommand } from '@reprise/base';

const npmAudit = (cwd: string, options: string[]): Promise<CommandResult> =>
  tryCommand(['npm', 'audit', '--package-lock-only', '--fetch-retries=1', '--fetch-timeout=60000', ...options], {
    cwd,
  });

/** An advisory of 2022 about minimist 0.0.8. Some registries report no advisories at all; they do not report this one. */
const CONTROL = 'GHSA-xvch-5gv4-984h';

const auditControl = (options: string[]): Promise<CommandResult> =>
  inTempFolder(async (folder) => {
    const dependencies = { minimist: '0.0.8' };
    const packages = { '': { dependencies }, 'node_modules/minimist': { version: '0.0.8' } };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies }));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
    return npmAudit(folder, options);
  });

/**
 * @param options more options for npm: a registry, a cache
 * @returns the exit status
 */
export async function audit(options: string[] = []): Promise<number> {
  const control = await auditControl(options);
  if (!control.stdout.includes(CONTROL)) {
    console.error(
      `${control.tail}\nnpm audit: advisories are unknown. Expected the registry to report ${CONTROL} for minimist 0.0.8, ` +
        'found no such advisory. Set a registry that reports advisories, and run it again.',
    );
    return 2;
  }
  const { code, stdout, tail } = await npmAudit(repositoryRoot(), options);
  console.log(/vulnerabilit/.test(stdout) ? stdout : tail);
  return code === 0 ? 0 : 1;
}

if (require.main === module) audit().then((status) => (process.exitCode = status), reportFailure);
