import { availableParallelism, cpus, totalmem } from 'node:os';
import { findPip, Problem } from '@reprise/base';
import { runtimeInfo, type RuntimeInfo } from '../cache/runtime-info';
import { damagedFile, readRecord } from '../cache/runtime-record';
import { FREE_SPACE, freeBytes, inGB } from '../disk-space';
import { findGpu, GPU_VARIABLE, wantedKind, whyNoGpu } from '../gpu';
import { COMMANDS, type RuntimeOptions, type Settings, withDefaults } from '../options';
import { atLeast, machineName, pinFor, PLATFORMS } from '../platform';
import { filesOf } from '../sources/pins';

/** The result of one check. */
export interface DoctorItem {
  name: string;
  /** False if Reprise does not work, or soon will not. */
  ok: boolean;
  found: string;
  /** What to do about it; if it is ok, an improvement, or when it comes by itself. */
  todo?: string;
}

export interface DoctorReport {
  /** Whether every item is ok. */
  ok: boolean;
  items: DoctorItem[];
}

/** As in package.json's `engines`. */
const OLDEST_NODE = [20, 19];
/** Training holds a data set, a model and a batch's activations in memory. */
const LEAST_MEMORY = 4e9;
/** For data, weights and artefacts. */
const LEAST_DISK = 2e9;

/**
 * Checks what native TensorFlow needs: Node, platform, TensorFlow (every byte), cores, memory, disk space, pip, GPU. Changes
 * nothing. Takes some seconds if TensorFlow is installed, since it reads 0.85 GB (4 GB of the GPU build).
 *
 * @param more further items, such as data sets
 * @example
 * console.log(renderDoctor(await inspect()))
 */
export async function inspect(options: RuntimeOptions = {}, more: DoctorItem[] = []): Promise<DoctorReport> {
  const settings = withDefaults(options);
  const runtime = await tensorflow(settings);
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const items = [
    node(process.versions.node),
    platform(settings),
    runtime,
    { name: 'Cores', ok: true, found: `${availableParallelism()} (${processor})` },
    memory(),
    await disk(settings, runtime.ok),
    await pip(settings, runtime.ok),
    await gpu(settings),
    ...more,
  ];
  return { ok: items.every(({ ok }) => ok), items };
}

/** @param version as in `process.versions.node` */
export function node(version: string): DoctorItem {
  const ok = atLeast(version, OLDEST_NODE);
  return { name: 'Node', ok, found: version, ...(!ok && { todo: `Install Node ${OLDEST_NODE.join('.')} or newer.` }) };
}

/** The Problem that a call throws, or undefined. */
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
  const problem = problemOf(() => pinFor(machine, {}, pins));
  const name = 'Platform';
  if (problem === undefined)
    return { name, ok: true, found: `${machineName(machine)}: ${PLATFORMS[`${machine.platform} ${machine.arch}`]}` };
  const { found, expected, todo } = problem.parts;
  return { name, ok: false, found, todo: `TensorFlow needs ${expected}. ${todo}` };
}

async function tensorflow(settings: Settings): Promise<DoctorItem> {
  const name = 'TensorFlow';
  let runtime: RuntimeInfo | undefined;
  problemOf(() => (runtime = runtimeInfo(settings)));
  const record = runtime && readRecord(runtime.folder);
  if (runtime === undefined || record === undefined)
    return { name, ok: false, found: 'not installed', todo: `Run \`${COMMANDS.install}\`.` };
  const { version, kind, source, folder } = runtime;
  const bytes = Object.values(record.files).reduce((sum, file) => sum + file.bytes, 0);
  settings.log(`Reading TensorFlow (${inGB(bytes)}) to verify it…`);
  const damaged = await damagedFile(folder, record);
  const found = `${version} for ${kind === 'cpu' ? 'the processor' : 'NVIDIA GPUs'}, ${source}\nin ${folder}`;
  if (damaged === undefined) return { name, ok: true, found: `${found}\nverified: all digests match` };
  const todo = `Delete ${folder} and run \`${COMMANDS.install}\`.`;
  return { name, ok: false, found: `${found}\nnot verified: ${damaged} is damaged`, todo };
}

function memory(): DoctorItem {
  // A container may have less than its machine. Without a limit Node returns 0, or more than there is.
  const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const ok = total >= LEAST_MEMORY;
  const todo = `Training may need ${inGB(LEAST_MEMORY)}: close other programs or use a larger machine.`;
  return { name: 'Memory', ok, found: inGB(total), ...(!ok && { todo }) };
}

async function disk({ cache, machine, env, pins }: Settings, installed: boolean): Promise<DoctorItem> {
  let least = LEAST_DISK;
  // Installing TensorFlow takes the largest wheel and all unpacked files.
  if (!installed)
    problemOf(() => {
      const pin = pinFor(machine, env, pins);
      least += pin.downloadBytes + filesOf(pin).reduce((sum, { bytes }) => sum + bytes, 0);
    });
  const free = await freeBytes(cache);
  const ok = free >= least;
  const todo = `${inGB(least)} are needed. ${FREE_SPACE}`;
  return { name: 'Disk', ok, found: `${inGB(free)} free for ${cache}`, ...(!ok && { todo }) };
}

async function pip({ env }: Settings, installed: boolean): Promise<DoctorItem> {
  const name = 'pip';
  const found = (await findPip(env))?.version;
  if (found !== undefined) return { name, ok: true, found };
  if (installed) return { name, ok: true, found: 'none; not needed while TensorFlow is installed' };
  return { name, ok: false, found: 'none', todo: 'Install it (Debian, Ubuntu: `apt-get install python3-pip`).' };
}

async function gpu({ env }: Settings): Promise<DoctorItem> {
  const name = 'GPU';
  const isWanted = wantedKind(env) === 'gpu';
  const found = await findGpu(env);
  if (found === undefined) {
    if (!isWanted) return { name, ok: true, found: `none (${whyNoGpu(env)}); not needed` };
    const todo = `Unset ${GPU_VARIABLE} to use the build for the processor.`;
    return { name, ok: true, found: `none (${whyNoGpu(env)}): the GPU build uses the processor`, todo };
  }
  if (isWanted) return { name, ok: true, found: `${found}\nused, since ${GPU_VARIABLE} is set` };
  const todo = `Set ${GPU_VARIABLE}=1 for every command to use it (docs/native-tensorflow.md).`;
  return { name, ok: true, found: `${found}\nnot used`, todo };
}
