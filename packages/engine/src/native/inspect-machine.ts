import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { artifactsDir, readManifest } from '@reprise/base';
import { machineName, OLDEST_GLIBC, runsHere } from './check-machine';
import { ELSEWHERE, freeBytes, inGB } from './check-space';
import type { DoctorItem } from './doctor-report';
import { findGpu, unseenBy } from './find-gpu';
import { findCompiler, findPip } from './find-tools';
import type { RuntimeOptions } from './options';
import { damagedFile } from './place-runtime';
import { runtimeInfo, type RuntimeInfo } from './runtime-info';
import { readRecord } from './runtime-record';
import { settings, type Settings } from './settings';
import { GPU_VARIABLE } from './wanted-kind';
import { bytesIn } from './watch-growth';

/** As in package.json's `engines`. */
const OLDEST_NODE = [20, 19];
/** Training holds a data set, a model and the frozen features of 70,000 images (1.3 GB) at once. */
const LEAST_MEMORY = 4e9;
/** Frozen features and artefacts. */
const LEAST_DISK = 2e9;
/** TensorFlow itself, where it is still to come: the largest wheel and all unpacked. */
const TENSORFLOW_DISK = { cpu: 1.3e9, gpu: 4.8e9 };

const DATA_SETS = ['fashion-mnist', 'urls', 'vgg16'];

/** The items of `inspect`, in the order in which a person would mend them. */
export async function inspectMachine(options: RuntimeOptions): Promise<DoctorItem[]> {
  const use = settings(options);
  const runtime = runtimeInfo(options);
  const there = runtime !== undefined;
  const tools = await Promise.all([pip(use, there), compiler(use, there), gpu(use)]);
  return [
    node(process.versions.node),
    platform(use),
    await tensorflow(runtime, use),
    cores(),
    memory(),
    await disk(use, there),
    ...tools,
    ...(await Promise.all(DATA_SETS.map(dataSet))),
    cache(use),
  ];
}

/** @param version as in `process.versions.node` */
export function node(version: string): DoctorItem {
  const [major, minor] = version.split('.').map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return { name: 'Node', ok, found: version, ...(!ok && { todo: `Install Node ${OLDEST_NODE.join('.')} or newer.` }) };
}

function platform({ machine }: Settings): DoctorItem {
  const ok = runsHere(machine);
  const todo = `Native TensorFlow needs Linux on x64 with glibc ${OLDEST_GLIBC} or newer: use a container or virtual machine.`;
  return { name: 'Platform', ok, found: machineName(machine), ...(!ok && { todo }) };
}

async function tensorflow(runtime: RuntimeInfo | undefined, { say }: Settings): Promise<DoctorItem> {
  const name = 'TensorFlow';
  const record = runtime && readRecord(runtime.folder);
  if (runtime === undefined || record === undefined) {
    return { name, ok: false, found: 'not in place', todo: 'Run `npx nx run tools:runtime`.' };
  }
  const { version, kind, source, folder } = runtime;
  const bytes = Object.values(record.files).reduce((sum, file) => sum + file.bytes, 0);
  say(`Reading TensorFlow (${inGB(bytes)}) to verify it…`);
  const damaged = await damagedFile(folder, record);
  const found = `${version} for ${kind === 'cpu' ? 'the processor' : 'NVIDIA GPUs'}, ${source}, built with ${record.compiler}\nin ${folder}`;
  if (damaged === undefined) return { name, ok: true, found: `${found}\nverified: every file has its digest` };
  const todo = `Delete ${folder} and run \`npx nx run tools:runtime\`.`;
  return { name, ok: false, found: `${found}\nnot verified: ${damaged} is damaged`, todo };
}

const cores = (): DoctorItem => ({
  name: 'Cores',
  ok: true,
  found: `${availableParallelism()} (${cpus()[0]?.model.trim() ?? 'unknown processor'})`,
});

function memory(): DoctorItem {
  // A container may have less than its machine; without a limit Node says 0 or more than there is.
  const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const ok = total >= LEAST_MEMORY;
  const todo = `Training may need ${inGB(LEAST_MEMORY)}: close other programs or use a larger machine.`;
  return { name: 'Memory', ok, found: inGB(total), ...(!ok && { todo }) };
}

async function disk({ cache: folder, kind }: Settings, there: boolean): Promise<DoctorItem> {
  const least = LEAST_DISK + (there ? 0 : TENSORFLOW_DISK[kind]);
  const free = await freeBytes(folder);
  const ok = free >= least;
  const todo = `${inGB(least)} are needed: free some, ${ELSEWHERE}.`;
  return { name: 'Disk', ok, found: `${inGB(free)} free for ${folder}`, ...(!ok && { todo }) };
}

async function pip({ env, kind }: Settings, there: boolean): Promise<DoctorItem> {
  const found = (await findPip(env))?.version;
  if (found !== undefined) return { name: 'pip', ok: true, found };
  if (there) return { name: 'pip', ok: true, found: 'none; not needed while TensorFlow is in place' };
  const without = kind === 'cpu' ? 'TensorFlow 2.9.1 is tried' : 'there is no GPU build';
  const todo = `Install it (Debian, Ubuntu: \`apt-get install python3-pip\`); without it ${without}.`;
  return { name: 'pip', ok: false, found: 'none', todo };
}

async function compiler({ env }: Settings, there: boolean): Promise<DoctorItem> {
  const found = (await findCompiler(env))?.version;
  const name = 'C++ compiler';
  if (found !== undefined) return { name, ok: true, found };
  if (there) return { name, ok: true, found: 'none; not needed while TensorFlow is in place' };
  return { name, ok: false, found: 'none', todo: 'Install one (Debian, Ubuntu: `apt-get install g++`).' };
}

async function gpu({ env, kind }: Settings): Promise<DoctorItem> {
  const name = 'GPU';
  const found = await findGpu(env);
  if (found === undefined) {
    const none = `none that ${unseenBy(env)} shows`;
    if (kind === 'cpu') return { name, ok: true, found: `${none}; not needed` };
    const todo = `Unset ${GPU_VARIABLE} for the processor's own build, which is what is tested.`;
    return { name, ok: true, found: `${none}; ${GPU_VARIABLE} is set, so the GPU build runs on the processor`, todo };
  }
  if (kind === 'gpu') return { name, ok: true, found: `${found}\nused: ${GPU_VARIABLE} is set` };
  const todo = `With ${GPU_VARIABLE}=1 set, here and for every command, the GPU build is put in place and used; docs/native-tensorflow.md says what it did on one.`;
  return { name, ok: true, found: `${found}\nnot used`, todo };
}

async function dataSet(name: string): Promise<DoctorItem> {
  const item = `Data: ${name}`;
  try {
    const { sha256 } = await readManifest(artifactsDir('data', name), `data:${name}`);
    return { name: item, ok: true, found: `${Object.keys(sha256).length} files` };
  } catch {
    const todo = `Comes with the first run, or by \`npx nx run data:${name}\`.`;
    return { name: item, ok: true, found: 'not there yet', todo };
  }
}

function cache({ cache: folder }: Settings): DoctorItem {
  let names: string[] = [];
  try {
    names = readdirSync(folder).sort();
  } catch {
    // No cache yet: nothing was fetched.
  }
  const parts = names.map((name) => ({ name, bytes: bytesIn(join(folder, name)) })).filter(({ bytes }) => bytes > 0);
  const list = parts.map(({ name, bytes }) => `${name} ${inGB(bytes)}`).join(', ');
  return { name: 'Cache', ok: true, found: `${list || 'empty'}\nin ${folder}; safe to delete` };
}
