import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import type { Subject } from '@reprise/base/fuzz';

const load = createRequire(__filename);

/** A subject's name on a command line, `idx`, and the file that exports it. */
export interface SubjectFile {
  id: string;
  file: string;
}

/** Every file in a package's `src/testing/subjects/`, package by package. */
export function findSubjects(): SubjectFile[] {
  return ['packages', 'apps', '.'].flatMap((group) => {
    const packages = group === '.' ? ['tools'] : readdirSync(join(repositoryRoot(), group)).sort();
    return packages.flatMap((name) => {
      const folder = join(repositoryRoot(), group, name, 'src', 'testing', 'subjects');
      if (!existsSync(folder)) return [];
      const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
      return files.sort().map((file) => ({ id: basename(file, '.ts'), file: join(folder, file) }));
    });
  });
}

/** By path and not by name: nothing imports the runner, whose subjects are its own. */
export const loadSubject = ({ file }: SubjectFile): Subject => (load(file) as { default: Subject }).default;
