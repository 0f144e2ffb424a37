import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '@reprise/base';
import { runIn } from '../run-in';
import {
  Broken,
  endedWell,
  endedWithMessage,
  manifestOf,
  nothingHalfWritten,
  sameArtefacts,
  STACK,
} from './expectations';
import { type FaultCase, ONE_MESSAGE } from './fault-case';
import { type Mount, ownMounts, withMounts } from './in-namespace';
import { CLASSIFY, NATIVE, TASKS } from './tasks';

const FULL = /no space left|of free disk space/i;
const READ_ONLY = /read-only|no folder can be created|EROFS/;

interface DiskCase {
  task: keyof typeof TASKS;
  /** Folders below the root that are harmed, one at a time. */
  folders: string[];
  kilobytes?: number;
}

/** Where each task writes. */
const CASES: DiskCase[] = [
  { task: 'data:urls', folders: ['artifacts/data'] },
  { task: 'data:fashion-mnist', folders: ['artifacts/data'] },
  { task: 'data:vgg16', folders: ['artifacts/data'] },
  { task: 'text:birnn', folders: ['artifacts/quick', '.reprise'], kilobytes: 64 },
  { task: 'text:birnn', folders: ['artifacts/quick'], kilobytes: 230 },
  { task: 'eval:report', folders: ['artifacts/quick/report'], kilobytes: 64 },
  { task: 'page:build', folders: ['artifacts/quick/page'], kilobytes: 64 },
];

const LEFT = 'left behind:';

/** One task, one folder, one kind of harm; afterwards the task runs undisturbed. */
function diskCase(
  root: string,
  way: string[] | undefined,
  { task, kilobytes = 1024 }: DiskCase,
  folder: string,
  full: boolean,
): FaultCase {
  const { command, output } = TASKS[task];
  const harm = full ? `a full disk under ${folder}` : `${folder} read-only`;
  return {
    fault: `${task}, ${harm}`,
    async run() {
      if (way === undefined) return 'not tried: this user may not mount';
      const at = join(root, folder);
      mkdirSync(at, { recursive: true });
      const mount: Mount = full ? { folder: at, kilobytes } : { folder: at, readOnly: true };
      const look = `echo "${LEFT}" $(find '${at}' -name '*.building' -o -name '*.part')`;
      const before = manifestOf(join(root, output));
      const ended = await runIn(root, withMounts(way, [mount], command, look));
      endedWithMessage(ended, full ? FULL : READ_ONLY);
      if (!new RegExp(`${LEFT}$`, 'm').test(ended.output)) throw new Broken(`half-written files: ${ended.output}`);
      sameArtefacts(join(root, output), before);
      endedWell(await runIn(root, command));
      sameArtefacts(join(root, output), before);
      nothingHalfWritten(join(root, 'artifacts'));
      return ONE_MESSAGE;
    },
  };
}

/** As root permissions count for nothing, so that another user has to try. */
const asUser = (): string[] =>
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

/** A command that meets a folder that it may not write, or a file that it may not read. */
const forbidden = (
  root: string,
  fault: string,
  { path, mode, command, message }: { path: string; mode: number; command: string[]; message: RegExp },
): FaultCase => ({
  fault,
  async run() {
    const at = join(root, path);
    chmodSync(root, 0o755);
    chmodSync(at, mode & 0o777);
    try {
      const env = { HOME: join(root, 'docs') }; // which that user may read and not write
      endedWithMessage(await runIn(root, [...asUser(), ...command], { env }), message);
    } finally {
      chmodSync(at, mode > 0o400 ? 0o755 : 0o644);
    }
    endedWell(await runIn(root, command));
    return ONE_MESSAGE;
  },
});

/** The user's cache on a disk that is read-only. */
const readOnlyCache = (root: string, way: string[] | undefined): FaultCase => ({
  fault: 'data:fashion-mnist, the user’s cache read-only',
  async run() {
    if (way === undefined) return 'not tried: this user may not mount';
    const cache = tempFolder();
    const command = ['env', `XDG_CACHE_HOME=${cache}`, ...TASKS['data:fashion-mnist'].command];
    try {
      endedWithMessage(await runIn(root, withMounts(way, [{ folder: cache, readOnly: true }], command)), READ_ONLY);
      nothingHalfWritten(join(root, 'artifacts'));
      return 'one message, nothing half-written';
    } finally {
      rmSync(cache, { recursive: true });
    }
  },
});

/** The library, with an empty cache on a full disk. */
const runtime = (root: string, way: string[] | undefined): FaultCase => ({
  fault: 'tools:runtime, an empty cache on a full disk',
  async run() {
    if (way === undefined) return 'not tried: this user may not mount';
    const cache = tempFolder();
    const command = ['env', `XDG_CACHE_HOME=${cache}`, 'ts-node', 'tools/src/runtime.ts'];
    try {
      rmSync(join(root, NATIVE), { recursive: true, force: true });
      endedWithMessage(await runIn(root, withMounts(way, [{ folder: cache, kilobytes: 1024 }], command)), FULL);
      return ONE_MESSAGE;
    } finally {
      endedWell(await runIn(root, ['ts-node', 'tools/src/runtime.ts']));
      rmSync(cache, { recursive: true });
    }
  },
});

function moreCases(root: string, way: string[] | undefined): FaultCase[] {
  const urls = TASKS['data:urls'].command;
  const shell = (fault: string, script: string, message: RegExp): FaultCase => ({
    fault,
    async run() {
      endedWithMessage(await runIn(root, ['sh', '-c', script]), message);
      nothingHalfWritten(join(root, 'artifacts'));
      return 'one message, nothing half-written';
    },
  });
  const nx = (fault: string, mount: Mount): FaultCase => ({
    fault,
    async run() {
      if (way === undefined) return 'not tried: this user may not mount';
      endedWell(await runIn(root, ['nx', 'run', 'data:urls']));
      const before = manifestOf(join(root, 'artifacts/data/urls'));
      const ended = await runIn(root, withMounts(way, [mount], ['nx', 'run', 'data:urls']));
      if (STACK.test(ended.output)) throw new Broken(ended.output.slice(-1500));
      endedWell(await runIn(root, ['nx', 'run', 'data:urls']));
      sameArtefacts(join(root, 'artifacts/data/urls'), before);
      return ended.status === 0 ? 'right in spite of it' : 'one message; right when mended';
    },
  });
  return [
    forbidden(root, 'data:urls, no permission to write artifacts/data', {
      path: 'artifacts/data',
      mode: 0o555,
      command: urls,
      message: /artifacts\/data.*no permission\. Make it readable and writable/,
    }),
    forbidden(root, 'page:build, no permission to read its data', {
      path: 'artifacts/data/fashion-mnist/t10k-labels-idx1-ubyte',
      mode: 0,
      command: TASKS['page:build'].command,
      message: /t10k-labels-idx1-ubyte: expected sha256 .*no readable file/,
    }),
    readOnlyCache(root, way),
    shell(
      'reprise classify, standard output on a full disk',
      `${CLASSIFY.join(' ')} > /dev/full`,
      /standard output: expected to be written to/,
    ),
    runtime(root, way),
    nx('nx run data:urls, a full disk under .nx/cache', { folder: join(root, '.nx/cache'), kilobytes: 64 }),
    nx('nx run data:urls, .nx read-only', { folder: join(root, '.nx'), readOnly: true }),
  ];
}

export function diskCases(root: string): FaultCase[] {
  const way = ownMounts();
  return [...tasksOnDisks(root, way), ...moreCases(root, way)];
}

function tasksOnDisks(root: string, way: string[] | undefined): FaultCase[] {
  return CASES.flatMap((one) =>
    one.folders.flatMap((folder) => [diskCase(root, way, one, folder, true), diskCase(root, way, one, folder, false)]),
  );
}
