import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, repositoryRoot, runCommand } from '@reprise/base';
import { z } from 'zod';

/** Arguments of Nx that run every training of a sweep. */
export const sweepTrainings = (profile: string): string[] => [
  'run-many',
  '--targets=sweep-trainings',
  '--projects=vision,text',
  `--configuration=${profile}`,
];

export interface PlannedTask {
  /** `lenet:seed-2:full` */
  id: string;
  /** Ids of the tasks that it depends on. */
  after: string[];
}

const Graph = z.object({
  tasks: z.object({
    tasks: z.record(z.string(), z.object({ outputs: z.array(z.string()), cache: z.boolean().optional() })),
    dependencies: z.record(z.string(), z.array(z.string())),
  }),
});

/**
 * A sweep's tasks in an order in which they can run: data and trainings, each seed and split a task of its own. Leaves out
 * tasks that only group others, and `tools:runtime`, which every machine runs for itself.
 */
export async function planTasks(profile: string): Promise<PlannedTask[]> {
  const graph = await inTempFolder(async (folder) => {
    const file = join(folder, 'graph.json');
    const nx = [require.resolve('nx/bin/nx.js'), ...sweepTrainings(profile), `--graph=${file}`];
    await runCommand(process.execPath, nx, { seconds: 60, cwd: repositoryRoot(), todo: 'Run `npx nx report`.' });
    return Graph.parse(JSON.parse(readFileSync(file, 'utf8'))).tasks;
  });
  // `--graph` ignores the configuration and plans the default one.
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
