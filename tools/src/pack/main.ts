// Packs and checks the published packages, and prints their sizes:
//   npm run pack                                       # dist/packages/*.tgz
//   npm run pack -- --repository=https://HOST/OWNER/NAME
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFailure, repositoryRoot } from '@reprise/base';
import { checkPackage } from './check-package';
import { packPackage, PUBLISHED } from './pack-package';

async function main(): Promise<void> {
  const { repository } = parseArgs({ options: { repository: { type: 'string' } } }).values;
  const out = join(repositoryRoot(), 'dist', 'packages');
  mkdirSync(out, { recursive: true });
  for (const name of PUBLISHED) {
    const tarball = packPackage(name, out, repository);
    console.log(`${relative(repositoryRoot(), tarball.file)}: ${Math.round(tarball.size / 1000)} kB`);
    const problems = await checkPackage(tarball);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
  }
}

main().catch(reportFailure);
