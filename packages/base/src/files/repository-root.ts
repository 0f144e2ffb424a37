import { join } from 'node:path';

/** The folder that holds the root package.json. The packages run from their sources, so it lies four levels above this file. */
export const repositoryRoot = (): string => join(__dirname, '..', '..', '..', '..');

/** A path below `artifacts/`, where every task writes. */
export const artifactsDir = (...below: string[]): string => join(repositoryRoot(), 'artifacts', ...below);
