import { join } from 'node:path';

/** The folder of the root package.json. The packages run from their sources, so it is four levels above this file. */
export const repositoryRoot = (): string => join(__dirname, '..', '..', '..', '..');

/** A path below `artifacts/`, where all tasks write. */
export const artifactsDir = (...below: string[]): string => join(repositoryRoot(), 'artifacts', ...below);
