// Writes the bill of materials, artifacts/sbom/reprise.cdx.json: `npm sbom`, and what is fetched without npm.
//   npx nx run tools:sbom
import { mkdir } from 'node:fs/promises';
import { artifactsDir, reportFailure, repositoryRoot, runCommand, writeJson } from '@reprise/base';
import { fetchedComponents } from './fetched';

async function main(): Promise<void> {
  const text = await runCommand('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
    seconds: 60,
    cwd: repositoryRoot(),
    todo: 'Run it again with npm 10 or newer.',
  });
  const bom = JSON.parse(text) as { components: object[] };
  bom.components.push(...fetchedComponents);
  await mkdir(artifactsDir('sbom'), { recursive: true });
  await writeJson(artifactsDir('sbom', 'reprise.cdx.json'), bom);
}

main().catch(reportFailure);
