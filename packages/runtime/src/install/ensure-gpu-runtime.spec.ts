import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, Problem } from '@reprise/base';
import { runtimeInfo, runtimeLink } from './runtime-info';
import { ensureRuntime } from './ensure-runtime';
import { withDefaults } from './options';
import { PINS } from './sources/pins';
import { fakeMachine, type FakeMachine } from './testing/fake-machine';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
  machine.options.env['REPRISE_GPU'] = '1';
  jest.spyOn(console, 'error').mockImplementation(() => undefined); // progress
});
afterEach(() => {
  jest.restoreAllMocks();
  machine.remove();
});

const on = (kind: 'cpu' | 'gpu'): FakeMachine['options'] => ({
  ...machine.options,
  env: { ...machine.options.env, REPRISE_GPU: kind === 'gpu' ? '1' : '' },
});
const problem = async (): Promise<Problem['parts']> => {
  const error: unknown = await ensureRuntime(machine.options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Problem);
  return (error as Problem).parts;
};
const kept = (): string[] => readdirSync(join(machine.options.cache, 'tensorflow'));
const pipDownloads = (): string[] => machine.calls().filter((call) => call.includes(' download '));

describe('the GPU build', () => {
  it('keeps the folders in which its libraries look for each other', async () => {
    const { folder, ...info } = await ensureRuntime(machine.options);
    expect(info).toMatchObject({ version: '2.21.0', kind: 'gpu', source: 'tensorflow==2.21.0 by pip' });
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(files.sort()).toEqual([
      'nvidia/cublas/lib/libcublas.so.12',
      'nvidia/cuda_nvcc/bin/ptxas',
      'nvidia/nvrtc/lib/libnvrtc.so.12',
      'tensorflow/libtensorflow_cc.so.2',
      'tensorflow/libtensorflow_framework.so.2',
      'verified.json',
    ]);
    expect(statSync(join(folder, 'nvidia/cuda_nvcc/bin/ptxas')).mode & 0o777).toBe(0o755);
  });

  it('lets pip verify NVIDIA’s wheels', async () => {
    await ensureRuntime(machine.options);
    expect(pipDownloads()).toHaveLength(4);
    expect(pipDownloads()[0]).toMatch(/ --platform=manylinux_2_27_x86_64 .* tensorflow==2\.21\.0$/);
    expect(pipDownloads()[1]).toMatch(/ --platform=manylinux2014_x86_64 .* --require-hashes --requirement=\S+$/);
    expect(machine.calls()).toContain(
      `nvidia-cublas-cu12==12.5.3.2 --hash=sha256:${digest('nvidia-cublas-cu12==12.5.3.2')}`,
    );
  });

  it('is kept beside the processor’s: each is linked when it is selected, and only that one counts as installed', async () => {
    const gpu = await ensureRuntime(on('gpu'));
    expect(runtimeInfo(withDefaults(on('cpu')))).toBeUndefined();
    const cpu = await ensureRuntime(on('cpu'));
    expect(cpu.kind).toBe('cpu');
    expect(cpu.sha256).not.toBe(gpu.sha256);
    expect(runtimeInfo(withDefaults(on('gpu')))).toBeUndefined();
    expect(kept()).toHaveLength(2);

    const calls = machine.calls().length;
    for (const [kind, placed] of [
      ['gpu', gpu],
      ['cpu', cpu],
    ] as const) {
      expect(await ensureRuntime(on(kind))).toEqual(placed);
      const info = runtimeInfo(withDefaults(on(kind)));
      expect(placed).toMatchObject(info!);
      expect(realpathSync(runtimeLink(machine.options.packageFolder))).toBe(realpathSync(placed.folder));
      expect(info?.kind).toBe(kind);
    }
    expect(machine.calls()).toHaveLength(calls);
  });

  it('another library of NVIDIA’s is another runtime', async () => {
    await ensureRuntime(machine.options);
    machine.options.pins['linux x64 gpu'].cuda[0].files[0].sha256 = 'f'.repeat(64);
    expect(runtimeInfo(withDefaults(machine.options))).toBeUndefined();
  });

  it('is built again if a library of NVIDIA’s is damaged', async () => {
    const { folder } = await ensureRuntime(machine.options);
    const library = join(folder, 'nvidia/cublas/lib/libcublas.so.12');
    writeFileSync(library, 'PRODUCTS');
    await ensureRuntime(machine.options);
    expect(readFileSync(library, 'utf8')).toBe('products');
    expect(machine.logged.join('\n')).toContain('libcublas.so.12 is damaged');
  });

  it('reports whether there is a GPU, and prints one line if there is none', async () => {
    const fallsBack = (): string[] => machine.logged.filter((line) => line.includes('will use the processor'));
    expect((await ensureRuntime(machine.options)).gpu).toBe(false);
    expect(fallsBack()).toHaveLength(1);
    expect(await ensureRuntime(on('cpu'))).not.toHaveProperty('gpu');
    expect(fallsBack()).toHaveLength(1);
    machine.installGpu();
    expect((await ensureRuntime(machine.options)).gpu).toBe(true);
    expect(fallsBack()).toHaveLength(1);
    for (const none of ['-1', '']) {
      machine.options.env['CUDA_VISIBLE_DEVICES'] = none;
      expect((await ensureRuntime(machine.options)).gpu).toBe(false);
    }
    expect(fallsBack()).toHaveLength(3);
    expect(fallsBack()[0]).toContain('is set, but nvidia-smi lists no GPU: ');
    expect(fallsBack()[2]).toContain('is set, but CUDA_VISIBLE_DEVICES hides all GPUs: ');
  });
});

describe('the GPU build, on errors', () => {
  it('refuses a library of NVIDIA’s other than the pinned one and keeps nothing', async () => {
    machine.options.pins['linux x64 gpu'].cuda[2].files[0].sha256 = '0'.repeat(64);
    const { where, todo } = await problem();
    expect(where).toBe('nvidia_cuda_nvrtc_cu12-12.5.82-py3.whl: nvidia/cuda_nvrtc/lib/libnvrtc.so.12');
    expect(todo).toContain('nvidia-cuda-nvrtc-cu12==12.5.82`), set PIP_NO_INDEX=1');
    expect(kept()).toEqual([]);
  });

  it('names the wheel of NVIDIA’s that pip cannot download, and keeps nothing', async () => {
    machine.options.env['PIP_LACKS'] = 'nvidia-cuda-nvcc-cu12==12.5.82';
    const { where, found } = await problem();
    expect(where).toBe('python3 -m pip download nvidia-cuda-nvcc-cu12==12.5.82');
    expect(found).toContain('No matching distribution');
    expect(kept()).toEqual([]);
  });

  it('exists only for linux x64', async () => {
    machine.options.machine = { platform: 'linux', arch: 'arm64', glibc: '2.36' };
    expect(await problem()).toMatchObject({ where: 'REPRISE_GPU', todo: 'Unset REPRISE_GPU.' });
  });

  it('needs space for all unpacked files and the largest download', async () => {
    machine.options.pins['linux x64 gpu'].cuda[1].downloadBytes = 1e18;
    expect((await problem()).expected).toBe('1000000000.0 GB of free disk space for TensorFlow');
  });

  it('refuses an invalid value of REPRISE_GPU', async () => {
    machine.options.env['REPRISE_GPU'] = 'yes';
    expect(await problem()).toMatchObject({ where: 'REPRISE_GPU', found: '"yes"' });
    expect(machine.calls()).toEqual([]);
  });
});

describe('its pins', () => {
  const files = PINS['linux x64 gpu'].cuda.flatMap((wheel) => wheel.files);

  it('have exact versions, digests and each file once', () => {
    for (const { requirement, sha256 } of PINS['linux x64 gpu'].cuda) {
      expect(requirement).toMatch(/^nvidia-[a-z-]+-cu12==[\d.]+$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    for (const { sha256 } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(files.map(({ member }) => member)).size).toBe(files.length);
  });
});
