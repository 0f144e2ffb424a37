import { availableParallelism, cpus, totalmem } from 'node:os';
import { findPip, Problem } from '@reprise/base';
import { ELSEWHERE, freeBytes, inGB } from '../check-space';
import { type RuntimeOptions, type Settings, withDefaults } from '../options';
import { damagedFile } from '../place-runtime';
import { machineName, pinFor, PLATFORMS } from '../platform';
import { runtimeInfo, type RuntimeInfo } from '../runtime-info';
import { readRecord } from '../runtime-record';
import { filesOf } from '../sources/pins';
import { GPU_VARIABLE, wantedKind } from '../wanted-kind';
import { findGpu, unseenBy } from './find-gpu';

/** One thing that `reprise doctor` looked at. */
export interface DoctorItem {
  name: string;
  /** False if Reprise does not work, or not for long, as it is. */
  ok: boolean;
  found: string;
  /** What to do about it. On an item that is in order: what would make it better, or what comes by itself. */
  todo?: string;
}

export interface DoctorReport {
  /** True if every item is. */
  ok: boolean;
  items: DoctorItem[];
}

/** As in package.json's `engines`. */
const OLDEST_NODE = [20, 19];
/** Training holds a data set, a model and a batch's activations. */
const LEAST_MEMORY = 4e9;
/** Data, weights and artefacts. */
const LEAST_DISK = 2e9;

/**
 * Looks at what native TensorFlow needs of a machine, and says what is there and what to do about what is not: Node,
 * platform, TensorFlow (every byte of it), cores, memory, free disk space, pip, GPU. Changes nothing. Takes some seconds if
 * TensorFlow is in place, because it reads 0.85 GB (4 GB of the GPU build).
 *
 * @param more further items, such as data sets
 * @example
 * console.log(renderDoctor(await inspect()))
 */
export async function inspect(options: RuntimeOptions = {}, more: DoctorItem[] = []): Promise<DoctorReport> {
  const settings = withDefaults(options);
  const runtime = await tensorflow(options, settings);
  const there = runtime.ok;
  const items = [
    node(process.versions.node),
    platform(settings),
    runtime,
    { name: 'Cores', ok: true, found: `${availableParallelism()} (${cpus()[0]?.model.trim() ?? 'unknown processor'})` },
    memory(),
    await disk(settings, there),
    await pip(settings, there),
    await gpu(settings),
    ...more,
  ];
  return { ok: items.every(({ ok }) => ok), items };
}

/** @param version as in `process.versions.node` */
export function node(version: string): DoctorItem {
  const [major, minor] = version.split('.').map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return { name: 'Node', ok, found: version, ...(!ok && { todo: `Install Node ${OLDEST_NODE.join('.')} or newer.` }) };
}

/** What a call throws, or undefined. */
function problemOf(call: () => unknown): Problem | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function platform({ machine, pins }: Settings): DoctorItem {
  const problem = problemOf(() => pinFor(machine, 'cpu', pins));
  const name = 'Platform';
  if (problem === undefined)
    return { name, ok: true, found: `${machineName(machine)}: ${PLATFORMS[`${machine.platform} ${machine.arch}`]}` };
  const { found, expected, todo } = problem.parts;
  return { name, ok: false, found, todo: `TensorFlow needs ${expected}. ${todo}` };
}

async function tensorflow(options: RuntimeOptions, { say }: Settings): Promise<DoctorItem> {
  const name = 'TensorFlow';
  let runtime: RuntimeInfo | undefined;
  problemOf(() => (runtime = runtimeInfo(options)));
  const record = runtime && readRecord(runtime.folder);
  if (runtime === undefined || record === undefined)
    return { name, ok: false, found: 'not in place', todo: 'Run `npx nx run tools:runtime`.' };
  const { version, kind, source, folder } = runtime;
  const bytes = Object.values(record.files).reduce((sum, file) => sum + file.bytes, 0);
  say(`Reading TensorFlow (${inGB(bytes)}) to verify it…`);
  const damaged = await damagedFile(folder, record);
  const found = `${version} for ${kind === 'cpu' ? 'the processor' : 'NVIDIA GPUs'}, ${source}\nin ${folder}`;
  if (damaged === undefined) return { name, ok: true, found: `${found}\nverified: every file has its digest` };
  const todo = `Delete ${folder} and run \`npx nx run tools:runtime\`.`;
  return { name, ok: false, found: `${found}\nnot verified: ${damaged} is damaged`, todo };
}

function memory(): DoctorItem {
  // A container may have less than its machine; without a limit Node says 0 or more than there is.
  const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const ok = total >= LEAST_MEMORY;
  const todo = `Training may need ${inGB(LEAST_MEMORY)}: close other programs or use a larger machine.`;
  return { name: 'Memory', ok, found: inGB(total), ...(!ok && { todo }) };
}

async function disk({ cache, machine, env, pins }: Settings, there: boolean): Promise<DoctorItem> {
  let least = LEAST_DISK;
  // TensorFlow itself, if it is still to come: the largest wheel and all unpacked.
  if (!there)
    problemOf(() => {
      const pin = pinFor(machine, wantedKind(env), pins);
      least += pin.downloadBytes + filesOf(pin).reduce((sum, { bytes }) => sum + bytes, 0);
    });
  const free = await freeBytes(cache);
  const ok = free >= least;
  const todo = `${inGB(least)} are needed: free some, ${ELSEWHERE}.`;
  return { name: 'Disk', ok, found: `${inGB(free)} free for ${cache}`, ...(!ok && { todo }) };
}

async function pip({ env }: Settings, there: boolean): Promise<DoctorItem> {
  const found = (await findPip(env))?.version;
  if (found !== undefined) return { name: 'pip', ok: true, found };
  if (there) return { name: 'pip', ok: true, found: 'none; not needed while TensorFlow is in place' };
  return { name: 'pip', ok: false, found: 'none', todo: 'Install it (Debian, Ubuntu: `apt-get install python3-pip`).' };
}

async function gpu({ env }: Settings): Promise<DoctorItem> {
  const name = 'GPU';
  const kind = wantedKind(env);
  const found = await findGpu(env);
  if (found === undefined) {
    const none = `none that ${unseenBy(env)} shows`;
    if (kind === 'cpu') return { name, ok: true, found: `${none}; not needed` };
    const todo = `Unset ${GPU_VARIABLE} to use the processor's own build, which is the tested one.`;
    return { name, ok: true, found: `${none}; ${GPU_VARIABLE} is set, so the GPU build runs on the processor`, todo };
  }
  if (kind === 'gpu') return { name, ok: true, found: `${found}\nused: ${GPU_VARIABLE} is set` };
  const todo = `Set ${GPU_VARIABLE}=1 for every command to use it; docs/native-tensorflow.md says what it gains.`;
  return { name, ok: true, found: `${found}\nnot used`, todo };
}
