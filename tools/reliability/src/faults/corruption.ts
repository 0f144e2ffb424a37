import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Broken } from '../workspace/run-in';
import { NATIVE, NX, type Task } from '../workspace/tasks';
import { CLASSIFY, type Kind, NX_URLS, SERVE, type Trial, trialFolder, withCache } from './trial';

/** Flips the lowest bit of the byte in the middle. */
export function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
}

const DAMAGES: Record<string, (file: string) => void> = {
  'with a flipped bit': flip,
  'cut off': (file) => truncateSync(file, readFileSync(file).length >> 1),
  empty: (file) => truncateSync(file, 0),
  deleted: (file) => rmSync(file),
};

/** Files below artifacts and a command that reads each: it names the task that makes the file, or leaves a model out. */
const READERS: ({ file: string; reader: string } & ({ maker: string } | { leavesOut: string }))[] = [
  { file: 'data/urls/x-train.npy', reader: 'birnn:train', maker: 'data:urls' },
  { file: 'quick/birnn/seed-1/model.h5', reader: 'classify', maker: 'text:birnn' },
  { file: 'quick/birnn/seed-1/model/model.json', reader: 'classify', maker: 'text:birnn' },
  { file: 'data/urls/urls.arrow', reader: 'eval:report', maker: 'data:urls' },
  { file: 'data/fashion-mnist/train-images-idx3-ubyte', reader: 'lenet:train', maker: 'data:fashion-mnist' },
  { file: 'data/fashion-mnist/t10k-labels-idx1-ubyte', reader: 'page:build', maker: 'data:fashion-mnist' },
  { file: 'data/vgg16/weights.f32', reader: 'transfer:train', maker: 'data:vgg16' },
  { file: 'quick/page/seed-1/index.html', reader: 'serve', maker: 'page:build' },
  { file: 'quick/cnn-lstm/seed-1/run.json', reader: 'page:build', leavesOut: 'cnn-lstm' },
  { file: 'quick/lenet/seed-1/predictions.npy', reader: 'eval:report', leavesOut: 'lenet' },
];

const ENTRY = 'artifacts/data/urls/x-train.npy';
const MANIFEST = 'artifacts/data/urls/manifest.json';

export function corruptionKinds(root: string, tasks: Record<string, Task>): Kind[] {
  const { 'data:urls': urls, 'birnn:train': birnn, 'transfer:train': transfer } = tasks;
  const damagedFile = (how: string, { file, reader, ...expected }: (typeof READERS)[number]): Trial => {
    const task = tasks[reader] as Task | undefined;
    const command = task?.command ?? (reader === 'serve' ? SERVE : CLASSIFY);
    const name = (file.split('/').at(-1) as string).replaceAll('.', '\\.');
    return {
      name: `${file} ${how}, read by ${reader}`,
      harm() {
        const path = join(root, 'artifacts', file);
        const kept = readFileSync(path);
        DAMAGES[how](path);
        return () => writeFileSync(path, kept);
      },
      command,
      ...('maker' in expected
        ? { says: new RegExp(`${name}: expected sha256 .*npx nx run ${expected.maker}`) }
        : { says: new RegExp(`^${expected.leavesOut} is (failed|missing): .*${name}`, 'i'), ends: 'succeeds' }),
      ...(task && { then: [command], same: [task] }),
    };
  };
  const damagedCache = (task: Task, file: string, variable: string): Trial => {
    const cached = join(trialFolder(root), 'reprise', task.name.split(':')[1]);
    const given = join(trialFolder(root), 'given');
    return {
      name: `${task.name}, a flipped bit in the cached ${file}`,
      harm() {
        for (const to of [cached, given]) cpSync(join(root, task.output), to, { recursive: true });
        flip(join(cached, file));
      },
      command: withCache(root, 'env', `${variable}=${given}`, ...task.command),
      says: /not from cache: .*digest/,
      ends: 'succeeds',
      same: [task],
      check() {
        if (!readFileSync(join(cached, file)).equals(readFileSync(join(given, file))))
          throw new Broken('the cache is not repaired');
      },
    };
  };
  /** @param harm to what Nx keeps of data:urls; called with the folder of its cached result */
  const damagedNx = (name: string, harm: (entry: string) => void, says?: RegExp, repair?: string[]): Trial => ({
    name: `Nx: ${name}`,
    first: [NX_URLS],
    harm() {
      const cache = join(root, '.nx/cache');
      const [entry] = readdirSync(cache).filter((folder) => existsSync(join(cache, folder, ENTRY)));
      harm(join(cache, entry));
    },
    command: NX_URLS,
    says,
    then: [...(repair ? [repair] : []), NX_URLS],
    same: [urls],
  });
  const databases = (): string[] => {
    const folder = join(root, '.nx/workspace-data');
    const names = readdirSync(folder).filter((name) => /\.db(-\w+)?$/.test(name));
    return names.map((name) => join(folder, name));
  };
  const overwrite = (): void => databases().forEach((file) => writeFileSync(file, Buffer.alloc(9999, 7)));
  return [
    {
      fault: 'an artefact with a flipped bit, cut off, empty or deleted',
      asserts:
        'one message that names the task to run, or the model is left out with a message; identical artefacts when rerun',
      trials: [
        ...READERS.map((reader) => damagedFile('with a flipped bit', reader)),
        ...['cut off', 'empty', 'deleted'].flatMap((how) => READERS.slice(0, 2).map((one) => damagedFile(how, one))),
      ],
    },
    {
      fault: 'a flipped bit in the user’s cache',
      asserts: 'a message; another source used and the cache repaired; identical artefacts',
      trials: [
        damagedCache(tasks['data:fashion-mnist'], 'train-labels-idx1-ubyte', 'REPRISE_FASHION_MNIST'),
        damagedCache(tasks['data:vgg16'], 'weights.f32', 'REPRISE_VGG16'),
        {
          name: 'transfer:train, a flipped bit in the cached features',
          first: [withCache(root, ...transfer.command)],
          harm() {
            const features = join(trialFolder(root), 'reprise', 'features');
            const names = readdirSync(features, { recursive: true, encoding: 'utf8' });
            flip(join(features, names.find((name) => /train.*\.f32$/.test(name)) as string));
          },
          command: withCache(root, ...transfer.command),
          says: /are computed again/,
          ends: 'succeeds',
          same: [transfer],
        },
      ],
    },
    {
      fault: 'TensorFlow’s library deleted',
      asserts: 'one message; identical artefacts after the task that it names',
      trials: [
        {
          name: 'birnn:train without the native library',
          harm: () => rmSync(join(root, NATIVE), { recursive: true, force: true }),
          command: birnn.command,
          says: /TensorFlow: .* Run `npx nx run tools:runtime`/,
          then: [[...NX, 'run', 'tools:runtime'], birnn.command],
          same: [birnn],
        },
      ],
    },
    {
      fault: 'Nx’s cache, its database or an artefact that it knows, damaged or deleted',
      asserts: 'identical artefacts, or one message and identical artefacts when rerun',
      trials: [
        damagedNx('a flipped bit', (entry) => flip(join(entry, ENTRY)), /another x-train\.npy.*the same command again/),
        damagedNx('a cut-off file', (entry) => truncateSync(join(entry, ENTRY), 99), /found another x-train\.npy/),
        damagedNx('a missing file', (entry) => rmSync(join(entry, ENTRY)), /found no x-train\.npy/),
        damagedNx('no manifest', (entry) => rmSync(join(entry, MANIFEST)), /found no manifest\.json/),
        damagedNx('no entry', (entry) => rmSync(entry, { recursive: true }), /found nothing/),
        damagedNx('no cache', () => rmSync(join(root, '.nx/cache'), { recursive: true }), /found nothing/),
        damagedNx('no database', () => databases().forEach((file) => rmSync(file))),
        damagedNx('another database', overwrite, /file is not a database/, [...NX, 'reset']),
        damagedNx('an artefact changed', () => flip(join(root, ENTRY))),
        damagedNx('an artefact deleted', () => rmSync(join(root, urls.output), { recursive: true })),
      ],
    },
  ];
}
