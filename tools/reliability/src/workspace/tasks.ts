import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchEnvironment } from '@reprise/tools';

/** A task of the pipeline in the quick profile. */
export interface Task {
  /** As Nx names it: `lenet:train`. */
  name: string;
  /** What it writes, relative to the workspace: a folder with a manifest, or a file. */
  output: string;
  /** Its own command. */
  command: string[];
  /** The same by Nx, without the tasks that it depends on. */
  nx: string[];
}

interface Plan {
  graph: {
    nodes: Record<
      string,
      { data: { targets: Record<string, { executor: string; options: Record<string, unknown> }> } }
    >;
  };
  tasks: { tasks: Record<string, { target: { project: string; target: string }; outputs: string[] }> };
}

export const NX = [process.execPath, join('node_modules', 'nx', 'dist', 'bin', 'nx.js')];

/** The folder, relative to a workspace, that `tools:runtime` links to the native library. */
export const NATIVE = 'node_modules/@tensorflow/tfjs-node-gpu/deps';

/** Every task of `runner:all` by name, in an order in which they can run, as Nx plans them. */
export function planTasks(root: string): Record<string, Task> {
  const file = join(root, '.nx', 'plan.json');
  const [node, ...args] = [...NX, 'run', 'runner:all', `--graph=${file}`];
  execFileSync(node, args, { cwd: root, env: scratchEnvironment(root), stdio: 'pipe' });
  const { graph, tasks } = JSON.parse(readFileSync(file, 'utf8')) as Plan;
  const planned = Object.values(tasks.tasks).flatMap(({ target: { project, target }, outputs: [output] }): Task[] => {
    const { executor, options } = graph.nodes[project].data.targets[target];
    if (executor !== 'nx:run-commands') return []; // a group of others
    const { command, ...rest } = options;
    const [, ...args] = String(command).split(' ');
    const flags = Object.entries(rest).map(([name, value]) => `--${name}=${value}`);
    // The plan is of the full profile. Data and the library have no profile.
    if (output.includes('/full/')) flags.push('--profile=quick');
    const name = `${project}:${target}`;
    return [
      {
        name,
        output: output.replace('/full/', '/quick/'),
        command: [process.execPath, ...args, ...flags],
        nx: [...NX, 'run', `${name}:quick`, '--exclude-task-dependencies'],
      },
    ];
  });
  return Object.fromEntries(planned.map((task) => [task.name, task]));
}
