import { availableParallelism, cpus, totalmem } from 'node:os';
import { findPip, Problem } from '@reprise/base';
import { damagedFile, runtimeInfo } from '../runtime-info';
import { FREE_SPACE, freeBytes, inGB } from '../disk-space';
import { findGpu, GPU_VARIABLE, wantedKind } from '../gpu';
import { COMMANDS, type RuntimeOptions, type Settings, withDefaults } from '../options';
import { atLeast, machineName, pinFor, PLATFORMS } from '../platform';
import { filesOf, type LibraryPin } from '../sources/pins';

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
  const { cache, env, machine } = settings;
  const anyPin = pinOrProblem(settings, {});
  const pin = pinOrProblem(settings, env);
  const runtime = await tensorflow(settings, pin);
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  // A container may have less than its machine. Without a limit Node returns 0, or more than there is.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  // Installing TensorFlow takes the largest wheel and all unpacked files.
  const disk = LEAST_DISK + (runtime.ok || pin instanceof Problem ? 0 : pin.downloadBytes + unpackedBytes(pin));
  const free = await freeBytes(cache);
  const items = [
    node(process.versions.node),
    anyPin instanceof Problem
      ? check('Platform', false, anyPin.parts.found, `TensorFlow needs ${anyPin.parts.expected}. ${anyPin.parts.todo}`)
      : check('Platform', true, `${machineName(machine)}: ${PLATFORMS[`${machine.platform} ${machine.arch}`]}`),
    runtime,
    check('Cores', true, `${availableParallelism()} (${processor})`),
    check(
      'Memory',
      memory >= LEAST_MEMORY,
      inGB(memory),
      `Training may need ${inGB(LEAST_MEMORY)}: close other programs or use a larger machine.`,
    ),
    check('Disk', free >= disk, `${inGB(free)} free for ${cache}`, `${inGB(disk)} are needed. ${FREE_SPACE}`),
    await pip(env, runtime.ok),
    await gpu(env),
    ...more,
  ];
  return { ok: items.every(({ ok }) => ok), items };
}

/** @param todo what to do if it is not ok */
const check = (name: string, ok: boolean, found: string, todo = ''): DoctorItem => ({
  name,
  ok,
  found,
  ...(!ok && { todo }),
});

/** @param version as in `process.versions.node` */
export const node = (version: string): DoctorItem =>
  check('Node', atLeast(version, OLDEST_NODE), version, `Install Node ${OLDEST_NODE.join('.')} or newer.`);

function pinOrProblem({ machine, pins }: Settings, env: NodeJS.ProcessEnv): LibraryPin | Problem {
  try {
    return pinFor(machine, env, pins);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

const unpackedBytes = (pin: LibraryPin): number => filesOf(pin).reduce((sum, { bytes }) => sum + bytes, 0);

async function tensorflow(settings: Settings, pin: LibraryPin | Problem): Promise<DoctorItem> {
  const name = 'TensorFlow';
  const runtime = pin instanceof Problem ? undefined : runtimeInfo(settings);
  if (pin instanceof Problem || runtime === undefined)
    return check(name, false, 'not installed', `Run \`${COMMANDS.install}\`.`);
  const { version, kind, source, folder } = runtime;
  settings.log(`Reading TensorFlow (${inGB(unpackedBytes(pin))}) to verify it…`);
  const damaged = await damagedFile(folder, pin);
  const verdict = damaged === undefined ? 'verified: all digests match' : `not verified: ${damaged} is damaged`;
  return check(
    name,
    damaged === undefined,
    `${version} for ${kind === 'cpu' ? 'the processor' : 'NVIDIA GPUs'}, ${source}\nin ${folder}\n${verdict}`,
    `Delete ${folder} and run \`${COMMANDS.install}\`.`,
  );
}

async function pip(env: NodeJS.ProcessEnv, installed: boolean): Promise<DoctorItem> {
  const found = (await findPip(env))?.version;
  if (found === undefined && installed) return check('pip', true, 'none; not needed while TensorFlow is installed');
  const todo = 'Install it (Debian, Ubuntu: `apt-get install python3-pip`).';
  return check('pip', found !== undefined, found ?? 'none', todo);
}

async function gpu(env: NodeJS.ProcessEnv): Promise<DoctorItem> {
  const isWanted = wantedKind(env) === 'gpu';
  const { gpus, none } = await findGpu(env);
  const item = { name: 'GPU', ok: true };
  if (isWanted && gpus !== undefined) return { ...item, found: `${gpus}\nused, since ${GPU_VARIABLE} is set` };
  if (isWanted)
    return {
      ...item,
      found: `none (${none}): the GPU build uses the processor`,
      todo: `Unset ${GPU_VARIABLE} to use the build for the processor.`,
    };
  if (gpus === undefined) return { ...item, found: `none (${none}); not needed` };
  const todo = `Set ${GPU_VARIABLE}=1 for every command to use it (docs/native-tensorflow.md).`;
  return { ...item, found: `${gpus}\nnot used`, todo };
}

/**
 * The report as lines for a terminal, with a summary as the last line.
 *
 * @example
 * renderDoctor({ ok: false, items: [{ name: 'Node', ok: false, found: '18.0.0', todo: 'Install Node 20.19 or newer.' }] })
 * // ✗ Node  18.0.0
 * //         Install Node 20.19 or newer.
 * // 1 problem found.
 */
export function renderDoctor({ items }: DoctorReport): string {
  const width = Math.max(...items.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 4);
  const lines = items.flatMap(({ name, ok, found, todo }) => [
    `${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${found.replaceAll('\n', `\n${indent}`)}`,
    ...(todo === undefined ? [] : [indent + todo]),
  ]);
  const wrong = items.filter(({ ok }) => !ok).length;
  return [...lines, wrong === 0 ? 'No problems found.' : `${wrong} problem${wrong > 1 ? 's' : ''} found.`].join('\n');
}
