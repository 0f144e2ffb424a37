import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from '@reprise/engine/records';

const PACKAGES = join(__dirname, '..', '..', '..', 'packages');

/**
 * Every training that packages/*\/trainings.json lists, with its Nx project: the notebook's models first.
 * @example trainings().get('lenet') // 'vision'
 */
export function trainings(): Map<string, string> {
  const all = new Map<string, string>();
  for (const project of readdirSync(PACKAGES).sort()) {
    try {
      const list: object = JSON.parse(readFileSync(join(PACKAGES, project, 'trainings.json'), 'utf8'));
      for (const name of Object.keys(list)) all.set(name, project);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  const names = [...MODELS, ...[...all.keys()].filter((name) => !(MODELS as readonly string[]).includes(name))];
  return new Map(names.map((name) => [name, all.get(name) as string]));
}
