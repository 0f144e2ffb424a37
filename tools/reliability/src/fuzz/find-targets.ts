import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import type { FuzzTarget } from '@reprise/base/fuzz';

const load = createRequire(__filename);

/** A target's name on a command line, `idx`, and the file that exports it. */
export interface TargetFile {
  id: string;
  file: string;
}

/** Every file in a project's `src/testing/fuzz-targets/`. */
export const findTargets = (): TargetFile[] =>
  ['packages', 'apps', 'tools'].flatMap((group) =>
    readdirSync(join(repositoryRoot(), group))
      .map((project) => join(repositoryRoot(), group, project, 'src', 'testing', 'fuzz-targets'))
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => ({ id: basename(file, '.ts'), file })),
  );

/** By path, since nothing may import the runner by name. */
export const loadTarget = ({ file }: TargetFile): FuzzTarget => (load(file) as { default: FuzzTarget }).default;
