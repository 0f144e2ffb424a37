import { mkdir } from 'node:fs/promises';
import { artifactsDir } from '@reprise/base';
import writeFileAtomic from 'write-file-atomic';
import { readLockfile } from '../lockfile';
import type { Bom } from './bom';
import { buildBom } from './build-bom';
import { fetchedBesideNpm } from './fetched';
import { lockedPackages } from './locked-packages';
import { runNpm } from './run-npm';

/** What npm knows of the lockfile, all platforms. @throws Error when npm gives nothing */
export async function npmSbom(): Promise<unknown> {
  const { code, stdout, stderr } = await runNpm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only']);
  if (code !== 0) throw new Error(`npm sbom ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The bill of materials of this repository. */
export function sbom(npm: unknown): Bom {
  const licences = lockedPackages(readLockfile()).map((one) => [`${one.name}@${one.version}`, one.licence] as const);
  return buildBom(npm, new Map(licences), fetchedBesideNpm());
}

/** Writes it to artifacts/sbom/reprise.cdx.json. */
export async function writeSbom(bom: Bom): Promise<void> {
  await mkdir(artifactsDir('sbom'), { recursive: true });
  await writeFileAtomic(artifactsDir('sbom', 'reprise.cdx.json'), JSON.stringify(bom, null, 2) + '\n');
}
