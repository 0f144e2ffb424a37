import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, repositoryRoot, runCommand } from '@reprise/base';
import { z } from 'zod';

/** What is asked of Nx, and what it is to be asked again when all is done elsewhere. */
export const sweepTrainings = (profile: string): string[] => [
  'run-many',
  '--targets=sweep-trainings',
  '--projects=vision,text',
  `--configuration=${profile}`,
];

/** A task that does something, and the others of them that it needs. */
export interface PlannedTask {
  /** `lenet:seed-2:full` */
  id: string;
  after: string[];
}

const Graph = z.object({
  tasks: z.object({
    tasks: z.record(
      z.string(),
      z.object({
        outputs: z.array(z.string()),
        cache: z.boolean().optional(),
      }),
    ),
    dependencies: z.record(z.string(), z.array(z.string())),
  }),
});

/**
 * The tasks of a sweep as Nx plans them, each after those that it needs: data and trainings, seeds and splits each a task
 * of their own. Not those that only gather others, nor `tools:runtime`, which every machine has for itself.
 */
export async function planTasks(profile: string): Promise<PlannedTask[]> {
  const graph = await inTempFolder(async (folder) => {
    const file = join(folder, 'graph.json');
    const nx = [require.resolve('nx/bin/nx.js'), ...sweepTrainings(profile), `--graph=${file}`];
    await runCommand(process.execPath, nx, { seconds: 60, cwd: repositoryRoot(), todo: 'Run `npx nx report`.' });
    return Graph.parse(JSON.parse(readFileSync(file, 'utf8'))).tasks;
  });
  // `--graph` passes over the configuration: it is the default one's.
  const named = (id: string): string => id.replace(/:full$/, `:${profile}`);
  const real = (id: string): boolean => graph.tasks[id].cache === true && graph.tasks[id].outputs.length > 0;
  const planned: PlannedTask[] = [];
  const visit = (id: string): void => {
    const needed = graph.dependencies[id] ?? [];
    needed.forEach(visit);
    if (!real(id) || planned.some((task) => task.id === named(id))) return;
    planned.push({ id: named(id), after: needed.filter(real).map(named) });
  };
  Object.keys(graph.tasks).sort().forEach(visit);
  return planned;
}
