import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '@reprise/base';
import { requireRuntime, runtimeInfo, runtimeLink } from './runtime-info';
import { ensureRuntime } from './ensure-runtime';
import { withDefaults } from './options';
import { fakeMachine, type FakeMachine } from './testing/fake-machine';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
  jest.spyOn(console, 'error').mockImplementation(() => undefined); // progress
});
afterEach(() => {
  jest.restoreAllMocks();
  machine.remove();
});

const kept = (): string[] => readdirSync(join(machine.options.cache, 'tensorflow'));
const downloads = (): number => machine.calls().filter((call) => call.includes(' download ')).length;
const problem = async (): Promise<Problem['parts']> => {
  const error: unknown = await ensureRuntime(machine.options).then(
    () => 'no error',
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Problem);
  return (error as Problem).parts;
};

describe('ensureRuntime', () => {
  it('downloads with pip, unpacks and links', async () => {
    const info = await ensureRuntime(machine.options);
    expect(info).toMatchObject({ version: '2.21.0', kind: 'cpu', source: 'tensorflow-cpu==2.21.0 by pip' });
    expect(readdirSync(info.folder).sort()).toEqual([
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
      'verified.json',
    ]);
    expect(info.library).toBe(join(info.folder, 'libtensorflow_cc.so.2'));
    expect(readFileSync(info.library, 'utf8')).toBe('the library');
    expect(realpathSync(runtimeLink(machine.options.packageFolder))).toBe(realpathSync(info.folder));
    const [, pip] = machine.calls();
    // Platform and Python are given, so that the installed Python does not matter.
    expect(pip).toMatch(/^python3 -m pip download --no-deps --only-binary=:all: --platform=manylinux_2_27_x86_64 /);
    expect(pip).toMatch(/ --python-version=311 .* tensorflow-cpu==2\.21\.0$/);
  });

  it('does nothing if it is installed', async () => {
    const first = await ensureRuntime(machine.options);
    const calls = machine.calls().length;
    expect(await ensureRuntime(machine.options)).toEqual(first);
    expect(runtimeInfo(withDefaults(machine.options))).toEqual(first);
    expect(machine.calls()).toHaveLength(calls);
  });

  it('links the cached runtime into another clone, without pip', async () => {
    const first = await ensureRuntime(machine.options);
    machine.uninstallPip();
    const clone = { ...machine.options, packageFolder: machine.newPackage('clone') };
    expect(runtimeInfo(withDefaults(clone))).toBeUndefined();
    expect(await ensureRuntime(clone)).toEqual(first);
    expect(runtimeInfo(withDefaults(clone))).toEqual(first);
  });

  it('links from a cache that another process has locked, or that is read-only, without waiting', async () => {
    const first = await ensureRuntime(machine.options);
    mkdirSync(join(machine.options.cache, 'tensorflow.lock'));
    const clone = { ...machine.options, packageFolder: machine.newPackage('clone') };
    expect(await ensureRuntime(clone)).toEqual(first);
    expect(machine.logged.join('\n')).not.toContain('Waiting');
  });

  it('replaces another link', async () => {
    const link = runtimeLink(machine.options.packageFolder);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync('/nowhere', link);
    const info = await ensureRuntime(machine.options);
    expect(realpathSync(link)).toBe(realpathSync(info.folder));
  });

  it('builds once if two processes start at once', async () => {
    const { cache, env, pins } = machine.options;
    const run = (packageFolder: string): Promise<string> => {
      const options = JSON.stringify({ cache, env, pins, packageFolder, machine: machine.options.machine });
      const script = `const { ensureRuntime } = require(${JSON.stringify(join(__dirname, 'ensure-runtime'))});
        ensureRuntime(${options}).then((info) => console.log(info.sha256));`;
      const project = join(__dirname, '../../tsconfig.json');
      const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], {
        env: { ...process.env, TS_NODE_PROJECT: project, NODE_OPTIONS: '' },
      });
      let out = '';
      child.stdout.on('data', (text: Buffer) => (out += text.toString()));
      return new Promise((resolve) => child.on('close', () => resolve(out.trim())));
    };
    const [one, two] = await Promise.all([run(machine.newPackage('one')), run(machine.newPackage('two'))]);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(two).toBe(one);
    expect(downloads()).toBe(1);
    expect(kept()).toHaveLength(1);
  });

  it('removes what a killed process left', async () => {
    const first = await ensureRuntime(machine.options);
    rmSync(first.folder, { recursive: true });
    mkdirSync(`${first.folder}.partial`);
    writeFileSync(join(`${first.folder}.partial`, 'libtensorflow_cc.so.2'), 'half');
    expect((await ensureRuntime(machine.options)).sha256).toBe(first.sha256);
    expect(kept()).toHaveLength(1);
  });

  it('trusts digests, not times: a copied cache is kept, a damaged one is built again', async () => {
    const { folder } = await ensureRuntime(machine.options);
    const library = join(folder, 'libtensorflow_cc.so.2');
    utimesSync(library, 1, 1);
    expect(runtimeInfo(withDefaults(machine.options))).toBeUndefined();
    const info = await ensureRuntime(machine.options);
    expect(downloads()).toBe(1);
    expect(runtimeInfo(withDefaults(machine.options))).toEqual(info);

    writeFileSync(join(folder, 'verified.json'), '{');
    expect(await ensureRuntime(machine.options)).toEqual(info);
    expect(downloads()).toBe(1);

    writeFileSync(library, 'the LIBRARY'); // of the same length
    await ensureRuntime(machine.options);
    expect(downloads()).toBe(2);
    expect(readFileSync(library, 'utf8')).toBe('the library');
    expect(machine.logged.join('\n')).toContain('libtensorflow_cc.so.2 is damaged');
  });

  it('another library is another runtime', async () => {
    const { sha256 } = await ensureRuntime(machine.options);
    machine.options.pins['linux x64'].libraries[0].sha256 = 'f'.repeat(64);
    expect(runtimeInfo(withDefaults(machine.options))).toBeUndefined();
    machine.options.pins['linux x64'].libraries = [machine.options.pins['linux x64'].libraries[1]];
    machine.options.pins['linux x64'].tensorflow = '2.22.0';
    expect(runtimeInfo(withDefaults(machine.options))).toBeUndefined();
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('ensureRuntime, on errors', () => {
  it('quotes pip’s last lines', async () => {
    machine.options.env['PIP_FAILS'] = '1';
    const { found, todo } = await problem();
    expect(found).toContain('ERROR: No matching distribution found');
    expect(todo).toContain('set PIP_NO_INDEX=1 and PIP_FIND_LINKS to its folder');
    expect(kept()).toEqual([]);
  });

  it('refuses a library other than the pinned one and keeps nothing', async () => {
    machine.options.pins['linux x64'].libraries[1].sha256 = '0'.repeat(64);
    const { where, expected } = await problem();
    expect(where).toBe('tensorflow_cpu-2.21.0-py3.whl: tensorflow/libtensorflow_framework.so.2');
    expect(expected).toBe(`digest ${'0'.repeat(64)}`);
    expect(kept()).toEqual([]);
  });

  it.each([
    ['a file that is not a zip archive', 'text', 'a complete zip file'],
    ['another wheel', undefined, 'a wheel with tensorflow/other.so'],
  ])('refuses %s', async (_, content, expected) => {
    if (content !== undefined) writeFileSync(machine.wheel, content);
    else machine.options.pins['linux x64'].libraries[0].member = 'tensorflow/other.so';
    expect((await problem()).expected).toBe(expected);
    expect(kept()).toEqual([]);
  });

  it('reports that pip is missing and keeps nothing', async () => {
    machine.uninstallPip();
    const { expected, todo } = await problem();
    expect(expected).toBe('one of python3 -m pip, python -m pip, pip3, pip');
    expect(todo).toMatch(/apt-get install python3-pip`\) and run it again/);
    expect(kept()).toEqual([]);
  });

  it('reports missing disk space before it downloads anything', async () => {
    machine.options.pins['linux x64'].downloadBytes = 1e18;
    expect((await problem()).expected).toBe('1000000000.0 GB of free disk space for TensorFlow');
    expect(machine.calls()).toEqual([]);
  });

  it('reports a cache that cannot be written', async () => {
    machine.options.cache = join(machine.wheel, 'cache'); // below a file: even root cannot make it
    expect(await problem()).toMatchObject({
      expected: 'read and write access',
      found: 'a file in the place of a folder',
    });
  });

  it('reports node_modules that cannot be written, with an empty cache and a full one', async () => {
    machine.options.packageFolder = join(machine.wheel, 'package');
    const first = await problem();
    expect(first).toMatchObject({ expected: 'read and write access', found: 'a file in the place of a folder' });
    expect(await problem()).toEqual(first); // the cache has it now
    expect(downloads()).toBe(1);
  });

  it.each([
    ['linux arm64, glibc 2.36', { platform: 'linux', arch: 'arm64', glibc: '2.36' }, 'manylinux_2_27_aarch64'],
    ['darwin arm64, Darwin 21.6.0', { platform: 'darwin', arch: 'arm64', darwin: '21.6.0' }, 'macosx_12_0_arm64'],
  ])('downloads the wheel for %s', async (_, other, platform) => {
    machine.options.machine = other;
    machine.options.env['PIP_FAILS'] = '1';
    expect((await problem()).todo).toContain(`--platform ${platform}`);
  });

  it.each([
    ['linux x64, no glibc', { platform: 'linux', arch: 'x64' }, /glibc 2\.27/, /a Debian container/],
    ['linux x64, glibc 2.26', { platform: 'linux', arch: 'x64', glibc: '2.26' }, /glibc 2\.27/, /a Debian container/],
    ['linux x64, glibc 2.36, no AVX', { platform: 'linux', arch: 'x64', glibc: '2.36', avx: false }, /AVX/, /`host`/],
    [
      'linux arm, glibc 2.36',
      { platform: 'linux', arch: 'arm', glibc: '2.36' },
      /linux x64, linux arm64/,
      /one of them/,
    ],
    ['darwin x64, Darwin 23.1.0', { platform: 'darwin', arch: 'x64', darwin: '23.1.0' }, /darwin arm64/, /container/],
    ['darwin arm64, Darwin 20.6.0', { platform: 'darwin', arch: 'arm64', darwin: '20.6.0' }, /macOS 12/, /Update/],
    ['win32 x64', { platform: 'win32', arch: 'x64' }, /Linux or macOS/, /WSL/],
  ])('refuses %s and says what to use instead', async (found, other, expected, todo) => {
    machine.options.machine = other;
    expect(await problem()).toMatchObject({
      found,
      expected: expect.stringMatching(expected),
      todo: expect.stringMatching(todo),
    });
    expect(machine.calls()).toEqual([]);
    expect(existsSync(machine.options.cache)).toBe(false);
  });
});

describe('requireRuntime', () => {
  const settings = (kind: string) =>
    withDefaults({ ...machine.options, env: { ...machine.options.env, REPRISE_GPU: kind } });

  it.each(['', '1'])(
    'with REPRISE_GPU="%s" returns the installed build and says what to do about another',
    async (kind) => {
      expect(() => requireRuntime(settings(kind))).toThrow(
        /^TensorFlow: expected its .*, found none\. Run `npx nx run/,
      );
      const info = await ensureRuntime(settings(kind));
      expect(requireRuntime(settings(kind))).toMatchObject({ library: info.library });
      const other = kind === '1' ? '' : '1';
      expect(() => requireRuntime(settings(other))).toThrow(
        other === '1'
          ? /its installed GPU build, since REPRISE_GPU is set, found none.* with REPRISE_GPU=1/
          : /its installed library/,
      );
    },
  );
});
