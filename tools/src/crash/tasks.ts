import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchEnvironment } from '../reliability/scratch-workspace';

/** A task of the pipeline in the quick profile, and how it is run. */
export interface CrashTask {
  /** As Nx names it: `vision:lenet`. */
  name: string;
  /** What it writes, below the workspace: a folder with a manifest, or a file. */
  output: string;
  /** Its own command's arguments for Node. */
  direct: string[];
  /** The same by Nx, the task alone. */
  nx: string[];
}

interface Planned {
  graph: {
    nodes: Record<
      string,
      { data: { targets: Record<string, { executor: string; options: Record<string, unknown> }> } }
    >;
  };
  tasks: { tasks: Record<string, { target: { project: string; target: string }; outputs: string[] }> };
}

/** Nx's and ts-node's programs, below a workspace. */
export const NX = join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
export const TS_NODE = join('node_modules', 'ts-node', 'dist', 'bin.js');

/** Every task of `runner:all` that does something, as Nx itself plans it, in the order in which they may run. */
export function crashTasks(root: string): CrashTask[] {
  const plan = join(root, '.nx', 'plan.json');
  const args = [NX, 'run', 'runner:all', `--graph=${plan}`];
  execFileSync(process.execPath, args, { cwd: root, env: scratchEnvironment(root), stdio: 'pipe' });
  const { graph, tasks } = JSON.parse(readFileSync(plan, 'utf8')) as Planned;
  return Object.values(tasks.tasks).flatMap(({ target: { project, target }, outputs }) => {
    const { executor, options } = graph.nodes[project].data.targets[target];
    if (executor !== 'nx:run-commands') return []; // the others only gather
    const { command, ...rest } = { ...options, command: String(options['command']).replace(/^ts-node /, '') };
    // The plan is that of the full profile. Data and the library have none.
    const profiled = outputs[0].includes('/full/');
    const flags = Object.entries(rest).map(([name, value]) => `--${name}=${value}`);
    return {
      name: `${project}:${target}`,
      output: outputs[0].replace('/full/', '/quick/'),
      direct: [TS_NODE, ...command.split(' '), ...flags, ...(profiled ? ['--profile=quick'] : [])],
      nx: [NX, 'run', `${project}:${target}:quick`, '--exclude-task-dependencies'],
    };
  });
}
