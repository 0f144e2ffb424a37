import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '@reprise/base';
import { type Ended, runIn } from '../run-in';
import { Broken, endedWell, endedWithMessage, manifestOf, sameArtefacts } from './expectations';
import { EQUAL, type FaultCase } from './fault-case';
import { CLASSIFY, NATIVE, TASKS } from './tasks';

/** Flips the lowest bit of the byte in the middle. */
export function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
}

/** Kinds of damage to one file. */
const DAMAGES: Record<string, (file: string) => void> = {
  'a flipped bit in': flip,
  'a cut-off': (file) => truncateSync(file, readFileSync(file).length >> 1),
  'an empty': (file) => truncateSync(file, 0),
  no: (file) => rmSync(file),
};

interface Manifest {
  sha256: Record<string, string>;
}

/** Ways in which a manifest lies about a folder, and what is said of it. */
const LIES: [string, (file: string) => void, RegExp][] = [
  ...(
    [
      ['names no file at all', () => ({ sha256: {} }), /expected a digest of/],
      ['leaves out a file that is read', (m) => ({ sha256: without(m) }), /expected a digest of/],
      [
        'names a file that is not there',
        (m) => ({ sha256: { ...m.sha256, 'none.bin': '0'.repeat(64) } }),
        /none\.bin: .*no readable file/,
      ],
      ['has another digest', (m) => ({ sha256: { ...m.sha256, [first(m)]: '0'.repeat(64) } }), /expected sha256 0{64}/],
      ['has a digest that is none', (m) => ({ sha256: { ...m.sha256, [first(m)]: 'x' } }), /expected a manifest/],
    ] as [string, (manifest: Manifest) => unknown, RegExp][]
  ).map(([name, lie, message]): [string, (file: string) => void, RegExp] => [
    name,
    (file) => writeFileSync(file, JSON.stringify(lie(JSON.parse(readFileSync(file, 'utf8')) as Manifest))),
    message,
  ]),
  ['is empty', (file) => writeFileSync(file, ''), /expected a manifest/],
  [
    'is huge',
    (file) => writeFileSync(file, `{"sha256":{}${' '.repeat(1 << 28)}}`),
    /expected a manifest, found \d+ bytes/,
  ],
];
const first = ({ sha256 }: Manifest): string => Object.keys(sha256)[0];
const without = ({ sha256 }: Manifest): Record<string, string> =>
  Object.fromEntries(Object.entries(sha256).filter(([name]) => !/^(x-train\.npy|index\.html)$/.test(name)));

const SERVE = ['reprise', 'serve', '--profile', 'quick', '--port', '0'];

/** Runs `work` while a file is damaged, and puts it back. */
async function whileDamaged<T>(file: string, damage: (file: string) => void, work: () => Promise<T>): Promise<T> {
  const kept = readFileSync(file);
  damage(file);
  try {
    return await work();
  } finally {
    writeFileSync(file, kept);
  }
}

interface Read {
  /** Below the root. */
  file: string;
  by: string[];
  /** What is said, where the reader ends with status 1. */
  message: (name: string) => RegExp;
  /** Of a reader that goes on without what is damaged, and says so: what it writes. */
  goesOn?: string;
}

const refused = (task: string) => (name: string) => new RegExp(`${name}: expected sha256 .*npx nx run ${task}`);
const leftOut = (model: string) => (name: string) => new RegExp(`^${model} is (failed|missing): .*${name}`, 'i');

/** Who reads what. */
const READ: Read[] = [
  { file: 'artifacts/data/urls/x-train.npy', by: TASKS['text:birnn'].command, message: refused('data:urls') },
  { file: 'artifacts/data/urls/urls.arrow', by: TASKS['eval:report'].command, message: refused('data:urls') },
  {
    file: 'artifacts/data/fashion-mnist/train-images-idx3-ubyte',
    by: TASKS['vision:lenet'].command,
    message: refused('data:fashion-mnist'),
  },
  {
    file: 'artifacts/data/fashion-mnist/t10k-labels-idx1-ubyte',
    by: TASKS['page:build'].command,
    message: refused('data:fashion-mnist'),
  },
  {
    file: 'artifacts/data/vgg16/weights.f32',
    by: TASKS['vision:transfer'].command,
    message: refused('data:vgg16'),
  },
  { file: 'artifacts/quick/birnn/seed-1/model/model.json', by: CLASSIFY, message: refused('text:birnn') },
  { file: 'artifacts/quick/birnn/seed-1/model.h5', by: CLASSIFY, message: refused('text:birnn') },
  {
    file: 'artifacts/quick/cnn-lstm/seed-1/run.json',
    by: TASKS['page:build'].command,
    message: leftOut('cnn-lstm'),
    goesOn: TASKS['page:build'].output,
  },
  {
    file: 'artifacts/quick/lenet/seed-1/predictions.npy',
    by: TASKS['eval:report'].command,
    message: leftOut('lenet'),
    goesOn: TASKS['eval:report'].output,
  },
  {
    file: 'artifacts/quick/claims/seed-1/claims.json',
    by: TASKS['eval:report'].command,
    message: () => /claims\.json: expected sha256 .*npx nx run eval:claims/,
  },
  { file: 'artifacts/quick/page/seed-1/index.html', by: SERVE, message: refused('page:build') },
];

const nameOf = (file: string): string => file.split('/').slice(-1)[0].replaceAll('.', '\\.');

function heard(ended: Ended, { message, goesOn, file }: Read): void {
  if (goesOn === undefined) return endedWithMessage(ended, message(nameOf(file)));
  endedWell(ended);
  if (!ended.output.split('\n').some((line) => message(nameOf(file)).test(line)))
    throw new Broken(`said nothing of it: ${ended.output.slice(-1500)}`);
}

const readCase = (root: string, how: string, read: Read): FaultCase => ({
  fault: `${how} ${read.file.replace('artifacts/', '')}, read by ${read.by.filter((word) => !/^(ts-node|--|0$)/.test(word)).join(' ')}`,
  async run() {
    const output = read.goesOn === undefined ? undefined : join(root, read.goesOn);
    const before = output && manifestOf(output);
    await whileDamaged(join(root, read.file), DAMAGES[how], async () =>
      heard(await runIn(root, read.by, { seconds: 120 }), read),
    );
    if (output === undefined || before === undefined) return 'one message that names the task to run';
    endedWell(await runIn(root, read.by));
    sameArtefacts(output, before);
    return 'goes on without it, and says so; right when mended';
  },
});

const lieCase = (
  root: string,
  folder: string,
  by: string[],
  [name, lie, message]: (typeof LIES)[number],
): FaultCase => ({
  fault: `a manifest that ${name}, of ${folder.replace('artifacts/', '')}`,
  async run() {
    await whileDamaged(join(root, folder, 'manifest.json'), lie, async () =>
      endedWithMessage(await runIn(root, by, { seconds: 120 }), message),
    );
    return 'one message that names the task to run';
  },
});

/** What is verified while it is read must not end in other artefacts. */
const harmless = (root: string, task: keyof typeof TASKS): FaultCase => ({
  fault: `${task} after all that`,
  async run() {
    const before = manifestOf(join(root, TASKS[task].output));
    endedWell(await runIn(root, TASKS[task].command));
    sameArtefacts(join(root, TASKS[task].output), before);
    return EQUAL;
  },
});

/** A file of the user's cache is damaged: the task takes another source, and the cache is mended. */
const userCache = (root: string, name: 'fashion-mnist' | 'vgg16', file: string, variable: string): FaultCase => ({
  fault: `a flipped bit in the user's cache of ${name}`,
  async run() {
    const cache = tempFolder();
    try {
      const task = TASKS[`data:${name}`];
      const folder = join(cache, 'reprise', name);
      const given = mkdtempSync(join(cache, 'given-'));
      cpSync(join(root, task.output), folder, { recursive: true });
      cpSync(join(root, task.output), given, { recursive: true });
      const good = readFileSync(join(folder, file));
      flip(join(folder, file));
      const before = manifestOf(join(root, task.output));
      const ended = await runIn(root, task.command, { env: { XDG_CACHE_HOME: cache, [variable]: given } });
      endedWell(ended);
      sameArtefacts(join(root, task.output), before);
      if (!/not from cache: .*digest/.test(ended.output)) throw new Broken(`said nothing of it: ${ended.output}`);
      if (!readFileSync(join(folder, file)).equals(good)) throw new Broken('the cache is not mended');
      return 'said in a line, another source taken, the cache mended; equal artefacts';
    } finally {
      rmSync(cache, { recursive: true });
    }
  },
});

/** VGG16's features are damaged between two trainings. */
const features = (root: string): FaultCase => ({
  fault: "a flipped bit in the user's cache of VGG16's features",
  async run() {
    const cache = tempFolder();
    const { command, output: below } = TASKS['vision:transfer'];
    const output = join(root, below);
    try {
      const env = { XDG_CACHE_HOME: cache };
      endedWell(await runIn(root, command, { env, seconds: 600 }));
      const before = manifestOf(output);
      const [file] = readdirSync(join(cache, 'reprise/features'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => /train.*\.f32$/.test(name),
      );
      flip(join(cache, 'reprise/features', file));
      const ended = await runIn(root, command, { env, seconds: 600 });
      endedWell(ended);
      if (!ended.output.includes('is computed anew')) throw new Broken(`said nothing of it: ${ended.output}`);
      sameArtefacts(output, before);
      return 'said in a line, computed anew from there; equal artefacts';
    } finally {
      rmSync(output, { recursive: true, force: true });
      rmSync(cache, { recursive: true });
    }
  },
});

/** Nothing loads TensorFlow where its library is gone, and the task that puts it back does. */
const noLibrary = (root: string): FaultCase => ({
  fault: 'text:birnn without the native library',
  async run() {
    const before = manifestOf(join(root, TASKS['text:birnn'].output));
    rmSync(join(root, NATIVE), { recursive: true, force: true });
    endedWithMessage(await runIn(root, TASKS['text:birnn'].command), /TensorFlow: .* Run `npx nx run tools:runtime`/);
    endedWell(await runIn(root, ['nx', 'run', 'tools:runtime'], { seconds: 600 }));
    endedWell(await runIn(root, TASKS['text:birnn'].command));
    sameArtefacts(join(root, TASKS['text:birnn'].output), before);
    return 'one message; right after the task that it names';
  },
});

const ENTRY = 'artifacts/data/urls/x-train.npy';
const databases = (root: string): string[] => {
  const folder = join(root, '.nx/workspace-data');
  return readdirSync(folder)
    .filter((name) => /\.db(-\w+)?$/.test(name))
    .map((name) => join(folder, name));
};

/**
 * Harm to what Nx keeps of data:urls; `entry` is the folder of its cached result. What is said, if anything is; and the
 * command that mends it.
 */
const NX: { fault: string; harm(root: string, entry: string): void; says?: RegExp; mend?: string[] }[] = [
  {
    fault: 'a flipped bit in an entry of Nx’s cache',
    harm: (_, entry) => flip(join(entry, ENTRY)),
    says: /found another x-train\.npy.*run the same command again/,
  },
  {
    fault: 'a cut-off file in an entry of Nx’s cache',
    harm: (_, entry) => truncateSync(join(entry, ENTRY), 99),
    says: /found another x-train\.npy/,
  },
  {
    fault: 'a missing file in an entry of Nx’s cache',
    harm: (_, entry) => rmSync(join(entry, ENTRY)),
    says: /found no x-train\.npy/,
  },
  {
    fault: 'no manifest in an entry of Nx’s cache',
    harm: (_, entry) => rmSync(join(entry, 'artifacts/data/urls/manifest.json')),
    says: /found no manifest\.json/,
  },
  {
    fault: 'an entry of Nx’s cache that is gone',
    harm: (_, entry) => rmSync(entry, { recursive: true }),
    says: /found nothing/,
  },
  {
    fault: 'Nx’s cache folder gone',
    harm: (root) => rmSync(join(root, '.nx/cache'), { recursive: true }),
    says: /found nothing/,
  },
  { fault: 'Nx’s database gone', harm: (root) => databases(root).forEach((file) => rmSync(file)) },
  {
    fault: 'Nx’s database overwritten',
    harm: (root) => databases(root).forEach((file) => writeFileSync(file, Buffer.alloc(9999, 7))),
    says: /file is not a database/,
    mend: ['nx', 'reset'],
  },
  { fault: 'an artefact changed by hand while Nx’s cache is right', harm: (root) => flip(join(root, ENTRY)) },
  {
    fault: 'an artefact gone while Nx’s cache is right',
    harm: (root) => rmSync(join(root, 'artifacts/data/urls'), { recursive: true }),
  },
];

const nxCase = (root: string, { fault, harm, says, mend }: (typeof NX)[number]): FaultCase => ({
  fault,
  async run() {
    const command = ['nx', 'run', 'data:urls'];
    const folder = join(root, 'artifacts/data/urls');
    endedWell(await runIn(root, command));
    const before = manifestOf(folder);
    const good = readFileSync(join(root, ENTRY));
    const cache = join(root, '.nx/cache');
    const entries = readdirSync(cache).filter((name) => existsSync(join(cache, name, ENTRY)));
    harm(root, join(cache, entries[0]));
    if (says !== undefined) endedWithMessage(await runIn(root, command), says);
    if (mend !== undefined) endedWell(await runIn(root, mend));
    endedWell(await runIn(root, command));
    sameArtefacts(folder, before);
    if (!readFileSync(join(root, ENTRY)).equals(good)) throw new Broken(`${ENTRY} has other bytes`);
    if (says === undefined) return 'right at once';
    return `one message; right after ${mend ? `\`npx ${mend.join(' ')}\`` : 'the same command again'}`;
  },
});

export const corruptionCases = (root: string): FaultCase[] => [
  ...READ.map((read) => readCase(root, 'a flipped bit in', read)),
  ...['a cut-off', 'an empty', 'no'].flatMap((how) => [READ[0], READ[6]].map((read) => readCase(root, how, read))),
  ...LIES.map((lie) => lieCase(root, 'artifacts/data/urls', TASKS['text:birnn'].command, lie)),
  ...LIES.map((lie) => lieCase(root, 'artifacts/quick/page/seed-1', SERVE, lie)),
  harmless(root, 'text:birnn'),
  harmless(root, 'eval:report'),
  harmless(root, 'page:build'),
  userCache(root, 'fashion-mnist', 'train-labels-idx1-ubyte', 'REPRISE_FASHION_MNIST'),
  userCache(root, 'vgg16', 'weights.f32', 'REPRISE_VGG16'),
  features(root),
  noLibrary(root),
  ...NX.map((one) => nxCase(root, one)),
];
