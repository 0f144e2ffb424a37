import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runIn } from '../run-in';
import { Broken, endedWell, endedWithMessage, manifestOf, nothingHalfWritten, sameArtefacts } from './expectations';
import { type FaultCase, ONE_MESSAGE } from './fault-case';
import { type Mount, ownMounts, withMounts } from './in-namespace';
import { TASKS } from './tasks';

const FULL = /no space left|MB free|free space/i;
const READ_ONLY = /read-only|EROFS/;

interface DiskCase {
  task: keyof typeof TASKS;
  /** Folders below the root that are harmed, one at a time. */
  folders: string[];
  env?: (root: string) => Record<string, string>;
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
  { task, ...given }: DiskCase,
  folder: string,
  full: boolean,
): FaultCase {
  const { command, output } = TASKS[task];
  const kilobytes = given.kilobytes ?? 1024;
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
      const ended = await runIn(root, withMounts(way, [mount], command, look), { env: given.env?.(root) });
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

export function diskCases(root: string): FaultCase[] {
  const way = ownMounts();
  return CASES.flatMap((one) =>
    one.folders.flatMap((folder) => [diskCase(root, way, one, folder, true), diskCase(root, way, one, folder, false)]),
  );
}
