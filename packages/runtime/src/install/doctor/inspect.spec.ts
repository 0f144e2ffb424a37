import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRuntime } from '../ensure-runtime';
import { fakeMachine, type FakeMachine } from '../testing/fake-machine';
import { type DoctorItem, type DoctorReport, inspect, node } from './inspect';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
  jest.spyOn(console, 'error').mockImplementation(() => undefined); // progress
});
afterEach(() => {
  jest.restoreAllMocks();
  machine.remove();
});

const item = (report: DoctorReport, name: string): DoctorItem | undefined =>
  report.items.find((candidate) => candidate.name === name);

describe('inspect', () => {
  it('reports what is missing and what to do', async () => {
    machine.uninstallPip();
    const report = await inspect(machine.options);
    expect(report.ok).toBe(false);
    expect(item(report, 'TensorFlow')).toEqual({
      name: 'TensorFlow',
      ok: false,
      found: 'not installed',
      todo: 'Run `npx nx run tools:runtime`.',
    });
    expect(item(report, 'pip')).toMatchObject({ ok: false, todo: expect.stringContaining('python3-pip') });
    expect(item(report, 'Platform')).toMatchObject({ ok: true, found: 'linux x64, glibc 2.36: tested' });
  });

  it('verifies every byte of an installed runtime and then needs no pip', async () => {
    const { folder } = await ensureRuntime(machine.options);
    machine.uninstallPip();
    const report = await inspect(machine.options);
    expect(item(report, 'TensorFlow')?.found).toBe(
      '2.21.0 for the processor, tensorflow-cpu==2.21.0 by pip\n' + `in ${folder}\nverified: all digests match`,
    );
    expect(item(report, 'pip')).toMatchObject({ ok: true });
  });

  it.each([
    [{ platform: 'linux', arch: 'arm64', glibc: '2.31' }, true, 'linux arm64, glibc 2.31: tested in emulation'],
    [
      { platform: 'darwin', arch: 'arm64', darwin: '23.0.0' },
      true,
      'darwin arm64, Darwin 23.0.0: library checked, not run',
    ],
    [{ platform: 'win32', arch: 'x64' }, false, 'win32 x64'],
  ])('reports how far Reprise was tested on %j', async (other, ok, found) => {
    expect(item(await inspect({ ...machine.options, machine: other }), 'Platform')).toMatchObject({ ok, found });
  });

  it('finds damage that changes neither size nor time', async () => {
    const { folder } = await ensureRuntime(machine.options);
    const library = join(folder, 'libtensorflow_cc.so.2');
    utimesSync(library, 1, 1);
    await ensureRuntime(machine.options);
    writeFileSync(library, 'the LIBRARY');
    utimesSync(library, 1, 1);
    const found = item(await inspect(machine.options), 'TensorFlow');
    expect(found).toMatchObject({ ok: false, found: expect.stringContaining('libtensorflow_cc.so.2 is damaged') });
    expect(found?.todo).toContain(`Delete ${folder}`);
  });

  it('names a GPU that nvidia-smi lists', async () => {
    machine.installGpu();
    const { found, todo } = item(await inspect(machine.options), 'GPU') ?? {};
    expect(found).toBe('NVIDIA H200, 143771 MiB, 570.86.15\nnot used');
    expect(todo).toMatch(/^Set REPRISE_GPU=1 for every command to use it/);
  });

  it('reports the GPU build, with a GPU and without', async () => {
    machine.options.env['REPRISE_GPU'] = '1';
    await ensureRuntime(machine.options);
    const without = await inspect(machine.options);
    expect(item(without, 'TensorFlow')?.found).toMatch(/^2\.21\.0 for NVIDIA GPUs, tensorflow==2\.21\.0 by pip/);
    expect(item(without, 'GPU')).toMatchObject({
      ok: true,
      found: expect.stringContaining('the GPU build uses the processor'),
    });
    machine.installGpu();
    expect(item(await inspect(machine.options), 'GPU')?.found).toMatch(/\nused, since REPRISE_GPU is set$/);
  });
});

describe('node', () => {
  it.each([
    ['18.20.4', false],
    ['20.16.0', false],
    ['20.19.0', true],
    ['24.1.0', true],
  ])('%s: %s', (version, ok) => {
    expect(node(version).ok).toBe(ok);
    expect(node(version).todo).toBe(ok ? undefined : 'Install Node 20.19 or newer.');
  });
});
