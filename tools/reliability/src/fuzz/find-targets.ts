import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import type { FuzzTarget } from '@reprise/base/fuzz';

/** Loads by path, since nothing may import the runner by name. */
const load = createRequire(__filename) as (file: string) => { default: FuzzTarget };

/** Every file in a project's `src/testing/fuzz-targets/`; `id` is its name on a command line, such as `idx`. */
export const findTargets = (): { id: string; load: () => FuzzTarget }[] =>
  ['packages', 'apps', 'tools']
    .flatMap((group) => readdirSync(join(repositoryRoot(), group)).map((project) => join(group, project)))
    .map((project) => join(repositoryRoot(), project, 'src', 'testing', 'fuzz-targets'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => ({ id: basename(file, '.ts'), load: () => load(file).default }));
