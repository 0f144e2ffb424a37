import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from './run-record';

const PACKAGES = join(__dirname, '..', '..', '..');

/** A training as a package's trainings.json lists it, from which tools/nx-plugin.js makes tasks. */
export interface Training {
  /** The Nx project that has it. */
  project: string;
  /** Tasks of `data` whose output it reads. */
  data: string[];
  /** Whether the sweep's further seeds are tasks of their own. */
  seeds?: boolean;
  /** Whether a sweep alone needs it. */
  sweep?: boolean;
}

/**
 * Every training that packages/*\/trainings.json lists: the notebook's models first.
 * @example trainings().get('lenet')?.project // 'vision'
 */
export function trainings(): Map<string, Training> {
  const all = new Map<string, Training>();
  for (const project of readdirSync(PACKAGES).sort()) {
    try {
      const list: Record<string, Omit<Training, 'project'>> = JSON.parse(
        readFileSync(join(PACKAGES, project, 'trainings.json'), 'utf8'),
      );
      for (const [name, training] of Object.entries(list)) all.set(name, { project, ...training });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  const names = new Set([...MODELS.filter((name) => all.has(name)), ...all.keys()]);
  return new Map(Array.from(names, (name) => [name, all.get(name) as Training]));
}

/**
 * The Nx task that makes an experiment's folder.
 * @throws Error when no package trains it
 * @example taskOf('birnn-long') // 'text:birnn-long'
 */
export function taskOf(experiment: string): string {
  const training = trainings().get(experiment);
  if (training === undefined) throw new Error(`no trainings.json lists ${experiment}`);
  return `${training.project}:${experiment}`;
}
