import { mkdir } from 'node:fs/promises';
import { artifactsDir } from '@reprise/data';
import writeFileAtomic from 'write-file-atomic';
import { readLockfile } from '../lockfile';
import type { Bom } from './bom';
import { buildBom } from './build-bom';
import { fetchedBesideNpm } from './fetched';
import { lockedPackages } from './locked-packages';
import { runNpm } from './run-npm';

/** The bill of materials of this repository, from its lockfile. @throws Error when npm gives none */
export async function sbom(): Promise<Bom> {
  const { code, stdout, stderr } = await runNpm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only']);
  if (code !== 0) throw new Error(`npm sbom ended with ${code}: ${stderr}`);
  const licences = lockedPackages(readLockfile()).map(
    (one) => [`${one.name}@${one.version}`, one.licence ?? ''] as const,
  );
  return buildBom(JSON.parse(stdout), new Map(licences), fetchedBesideNpm());
}

/** Writes it to artifacts/sbom/reprise.cdx.json. @returns where it is */
export async function writeSbom(bom: Bom): Promise<string> {
  const file = artifactsDir('sbom', 'reprise.cdx.json');
  await mkdir(artifactsDir('sbom'), { recursive: true });
  await writeFileAtomic(file, JSON.stringify(bom, null, 2) + '\n');
  return file;
}
