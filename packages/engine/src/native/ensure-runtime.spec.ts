import { fork } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureRuntime } from './ensure-runtime';
import type { RuntimeOptions } from './options';
import { runtimeInfo } from './runtime-info';
import { fakePins, fakeWheel } from './testing/fake-wheel';

let folder: string;
let bin: string;
let said: string[];

const script = (name: string, body: string): void =>
  writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });

/** A pip that copies the fake wheel, and says in a file that it ran. */
const pip = (body = `for a in "$@"; do case $a in --dest=*) cp ${'$WHEEL'} "\${a#--dest=}/x.whl";; esac; done`): void =>
  script('python3', `[ "$3" = --version ] && { echo "pip 1"; exit 0; }\necho ran >> "$FOLDER/pip-ran"\n${body}`);

/** A compiler that writes something under the name that follows -o. */
const compiler = (body = 'while [ $# -gt 0 ]; do [ "$1" = -o ] && echo addon > "$2"; shift; done; exit 0'): void =>
  script('c++', `[ "$1" = --version ] && { echo "c++ 1"; exit 0; }\n${body}`);

function options(more: RuntimeOptions = {}): RuntimeOptions {
  return {
    cache: join(folder, 'cache'),
    packageFolder: join(folder, 'package'),
    env: { PATH: `${bin}:/usr/bin:/bin`, CXX: join(bin, 'c++'), WHEEL: join(folder, 'x.whl'), FOLDER: folder },
    pins: fakePins(),
    say: (line) => said.push(line),
    machine: { platform: 'linux', arch: 'x64', glibc: '2.36' },
    probe: () => Promise.resolve('9.9.9'),
    ...more,
  };
}
const pipRuns = (): number =>
  existsSync(join(folder, 'pip-ran')) ? readFileSync(join(folder, 'pip-ran'), 'utf8').trim().split('\n').length : 0;
const runtimes = (): string[] => readdirSync(join(folder, 'cache', 'tensorflow'));

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  folder = mkdtempSync(join(tmpdir(), 'reprise-runtime-'));
  bin = join(folder, 'bin');
  said = [];
  mkdirSync(bin);
  mkdirSync(join(folder, 'package', 'binding'), { recursive: true });
  writeFileSync(join(folder, 'package', 'binding', 'tfjs_backend.cc'), '// source');
  writeFileSync(join(folder, 'x.whl'), fakeWheel());
  pip();
  compiler();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

test('fetches, verifies, compiles and links; the second time it does nothing', async () => {
  const info = await ensureRuntime(options());
  expect(info).toMatchObject({ version: '9.9.9', kind: 'cpu', source: 'tensorflow-cpu==9.9.9 by pip' });
  expect(readdirSync(info.folder).sort()).toEqual([
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so.2',
    'runtime.json',
    'tfjs_binding.node',
  ]);
  const link = join(folder, 'package', 'lib', 'napi-v8', 'tfjs_binding.node');
  expect(readlinkSync(link)).toBe(join(info.folder, 'tfjs_binding.node'));
  expect(runtimeInfo(options())).toEqual(info);
  expect(await ensureRuntime(options())).toEqual(info);
  expect(pipRuns()).toBe(1);
});

test('a fresh clone links what the cache has, without pip or compiler', async () => {
  const info = await ensureRuntime(options());
  rmSync(join(folder, 'package', 'lib'), { recursive: true });
  const bare = options({ env: { PATH: '/nowhere' } });
  expect(runtimeInfo(bare)).toBeUndefined();
  expect(await ensureRuntime(bare)).toEqual(info);
});

test('another library, or other sources of the binding, is another runtime', async () => {
  const first = await ensureRuntime(options());
  writeFileSync(join(folder, 'package', 'binding', 'tfjs_backend.cc'), '// changed');
  expect(runtimeInfo(options())).toBeUndefined();
  const second = await ensureRuntime(options());
  expect(second.sha256).not.toBe(first.sha256);
});

test('a damaged library is put in place anew', async () => {
  const info = await ensureRuntime(options());
  writeFileSync(join(info.folder, 'libtensorflow_cc.so.2'), 'the librarY');
  expect(runtimeInfo(options())).toBeUndefined();
  expect(await ensureRuntime(options())).toEqual(info);
  expect(readFileSync(join(info.folder, 'libtensorflow_cc.so.2'), 'utf8')).toBe('the library');
  expect(said.join('\n')).toContain('libtensorflow_cc.so.2 is damaged');
});

test('what a killed process left is swept away', async () => {
  const info = await ensureRuntime(options());
  rmSync(info.folder, { recursive: true });
  mkdirSync(`${info.folder}.partial`);
  writeFileSync(join(`${info.folder}.partial`, 'half'), 'half a file');
  await ensureRuntime(options());
  expect(runtimes()).toHaveLength(1);
});

test('takes a wheel that is named, and no pip then', async () => {
  const given = options();
  given.env = { ...given.env, REPRISE_TENSORFLOW_WHEEL: join(folder, 'x.whl') };
  expect((await ensureRuntime(given)).source).toBe('tensorflow-cpu==9.9.9 from x.whl');
  expect(pipRuns()).toBe(0);
});

test('three processes at once: one works, the others link', async () => {
  const child = join(folder, 'child.js');
  const given = { ...options(), say: undefined, probe: undefined };
  writeFileSync(
    child,
    `require(${JSON.stringify(require.resolve('ts-node'))}).register({ transpileOnly: true, cwd: ${JSON.stringify(__dirname)} });
     const { ensureRuntime } = require(${JSON.stringify(join(__dirname, 'ensure-runtime.ts'))});
     ensureRuntime({ ...${JSON.stringify(given)}, say() {}, probe: async () => '9.9.9' })
       .then((info) => process.send(info.sha256), (error) => process.send(error.message)).then(() => process.disconnect());`,
  );
  const one = (): Promise<unknown> =>
    new Promise((resolve) => fork(child, [], { silent: true }).once('message', resolve));
  const found = await Promise.all([one(), one(), one()]);
  expect(new Set(found)).toEqual(new Set([runtimeInfo(options())?.sha256]));
  expect(pipRuns()).toBe(1);
});

describe('says what is wrong and what to do, and leaves nothing behind', () => {
  const fails = async (given: RuntimeOptions, message: RegExp): Promise<void> => {
    await expect(ensureRuntime(given)).rejects.toThrow(message);
    expect(existsSync(join(folder, 'cache', 'tensorflow')) ? runtimes() : []).toEqual([]);
    expect(existsSync(join(folder, 'package', 'lib'))).toBe(false);
  };

  test('pip fails: its last lines, and the way without it', async () => {
    pip('echo "no route to the index" >&2; exit 1');
    await fails(options(), /no route to the index[^]*REPRISE_TENSORFLOW_WHEEL/);
  });

  test('no pip: the second choice, and what was tried', async () => {
    script('python3', 'exit 1');
    const env = { PATH: bin, CXX: join(bin, 'c++') };
    await fails(options({ env }), /none\.tar\.gz/);
    expect(said.join('\n')).toContain('No pip was found; the second choice is TensorFlow 8.8.8');
  });

  test('no compiler, before anything is fetched', async () => {
    const env = { PATH: bin, WHEEL: join(folder, 'x.whl'), FOLDER: folder };
    rmSync(join(bin, 'c++'));
    await fails(options({ env }), /expected \$CXX, c\+\+, g\+\+ or clang\+\+, found none that runs\. Install one/);
    expect(pipRuns()).toBe(0);
  });

  test('a compiler that fails: its last lines', async () => {
    compiler('echo "unknown flag -std=c++17" >&2; exit 1');
    await fails(options(), /exit status 1[^]*unknown flag -std=c\+\+17[^]*CXX=/);
  });

  test('another wheel than the pinned one', async () => {
    const pins = fakePins();
    pins.wheel.libraries[0].sha256 = 'f'.repeat(64);
    await fails(options({ pins }), /libtensorflow_cc\.so\.2: expected digest ffff/);
  });

  test('a file that is no wheel', async () => {
    writeFileSync(join(folder, 'x.whl'), 'an error page');
    await fails(options(), /expected a complete zip file/);
  });

  test('another platform', () =>
    fails(options({ machine: { platform: 'darwin', arch: 'arm64', glibc: undefined } }), /Linux/i));

  test('an old C library', () =>
    fails(options({ machine: { platform: 'linux', arch: 'x64', glibc: '2.17' } }), /2\.27/));

  test('a cache that cannot be written', async () => {
    mkdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache', 'tensorflow'), 'a file where a folder should be');
    await expect(ensureRuntime(options())).rejects.toThrow(
      /expected a cache folder that this user may write.*XDG_CACHE_HOME/,
    );
  });

  test('a library that is another than it says', () =>
    fails(options({ probe: () => Promise.resolve('1.0.0') }), /expected TensorFlow 9\.9\.9, found 1\.0\.0/));
});

test('works for a user who may read the cache and not write it', async () => {
  const info = await ensureRuntime(options());
  chmodSync(join(folder, 'cache', 'tensorflow'), 0o555);
  rmSync(join(folder, 'package', 'lib'), { recursive: true });
  expect(await ensureRuntime(options())).toEqual(info);
  chmodSync(join(folder, 'cache', 'tensorflow'), 0o755);
});
