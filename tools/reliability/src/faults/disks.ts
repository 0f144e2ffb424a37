import { chmodSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NATIVE, type Task } from '../workspace/tasks';
import { CLASSIFY, type Disk, type Kind, NX_URLS, type Trial, trialFolder, withCache } from './trial';

const FULL = /no space left|of free disk space/i;
const READ_ONLY = /read-only|no folder can be created|EROFS/;

/** Where each task writes, and disks that are too small for it, in kB. */
const WRITES: [task: string, folder: string, ...sizes: number[]][] = [
  ['data:urls', 'artifacts/data', 1024],
  ['data:fashion-mnist', 'artifacts/data', 1024],
  ['data:vgg16', 'artifacts/data', 1024],
  ['birnn:train', 'artifacts/quick', 64, 230],
  ['birnn:train', '.reprise', 64],
  ['eval:report', 'artifacts/quick/report', 64],
  ['page:build', 'artifacts/quick/page', 64],
];

/** As root, permissions have no effect: another user runs the command, with a home that it cannot write. */
const asUser = (root: string, command: string[]): string[] => [
  ...(process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []),
  ...['env', `HOME=${join(root, 'docs')}`, ...command],
];

export function diskKinds(root: string, tasks: Record<string, Task>): Kind[] {
  const { 'data:fashion-mnist': images, 'data:urls': urls, 'tools:runtime': runtime } = tasks;
  const onDisk = (name: string, folder: string, size: Disk['size']): Trial => ({
    name: `${name}, ${folder} on a disk: ${size}`,
    disk: { folder: join(root, folder), size },
    command: tasks[name].command,
    says: size === 'read-only' ? READ_ONLY : FULL,
    then: [tasks[name].command],
    same: [tasks[name]],
  });
  const nxOnDisk = (folder: string, size: Disk['size']): Trial => ({
    name: `nx run data:urls, ${folder} on a disk: ${size}`,
    first: [NX_URLS],
    disk: { folder: join(root, folder), size },
    command: NX_URLS,
    ends: 'either',
    then: [NX_URLS],
    same: [urls],
  });
  const withMode = (name: string, path: string, mode: number, says: RegExp): Trial => ({
    name: `${name}, ${path} with mode ${mode.toString(8)}`,
    harm() {
      const file = join(root, path);
      const { mode: before } = statSync(file);
      chmodSync(root, 0o755);
      chmodSync(file, mode);
      return () => chmodSync(file, before);
    },
    command: asUser(root, tasks[name].command),
    says,
    then: [tasks[name].command],
    same: [tasks[name]],
  });
  const labels = 'artifacts/data/fashion-mnist/t10k-labels-idx1-ubyte';
  const fails = 'one message; identical artefacts when rerun';
  return [
    {
      fault: 'a full disk: artefacts, checkpoints, the user’s cache, standard output',
      asserts: fails,
      trials: [
        ...WRITES.flatMap(([name, folder, ...sizes]) => sizes.map((size) => onDisk(name, folder, size))),
        {
          name: 'tools:runtime, the user’s cache on a disk: 1024',
          harm: () => rmSync(join(root, NATIVE), { recursive: true, force: true }),
          disk: { folder: trialFolder(root), size: 1024 },
          command: withCache(root, ...runtime.command),
          says: FULL,
          then: [runtime.command],
        },
        {
          name: 'reprise classify > /dev/full',
          command: ['sh', '-c', `${CLASSIFY.join(' ')} > /dev/full`],
          says: /standard output: cannot be written to/,
        },
      ],
    },
    {
      fault: 'a read-only disk: artefacts, checkpoints, the user’s cache',
      asserts: fails,
      trials: [
        ...WRITES.map(([name, folder]) => onDisk(name, folder, 'read-only')),
        {
          name: 'data:fashion-mnist, the user’s cache on a disk: read-only',
          disk: { folder: trialFolder(root), size: 'read-only' },
          command: withCache(root, ...images.command),
          says: READ_ONLY,
        },
      ],
    },
    {
      fault: 'a missing permission to write a folder or read a file',
      asserts: fails,
      trials: [
        withMode(
          'data:urls',
          'artifacts/data',
          0o555,
          /artifacts\/data.*no permission\. Make it readable and writable/,
        ),
        withMode('page:build', labels, 0, /t10k-labels-idx1-ubyte: expected sha256 .*no readable file/),
      ],
    },
    {
      fault: 'Nx’s cache on a full or read-only disk',
      asserts: 'success or a message; identical artefacts when rerun',
      trials: [nxOnDisk('.nx/cache', 64), nxOnDisk('.nx', 'read-only')],
    },
  ];
}
