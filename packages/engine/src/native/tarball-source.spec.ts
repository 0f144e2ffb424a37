import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, Problem } from '@reprise/base';
import { serve } from '@reprise/base/testing';
import { ensureRuntime } from './ensure-runtime';
import { runtimeInfo } from './runtime-info';
import { fakeMachine, type FakeMachine } from './testing/fake-machine';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
  machine.uninstall('python3');
  jest.spyOn(console, 'error').mockImplementation(() => undefined); // progress
});
afterEach(() => {
  jest.restoreAllMocks();
  machine.remove();
});

/** Laid out as libtensorflow's: the names that the loader asks for are links. */
function libtensorflow(): Buffer {
  const content = join(machine.folder, 'libtensorflow');
  mkdirSync(join(content, 'include/tensorflow/c'), { recursive: true });
  mkdirSync(join(content, 'lib'));
  writeFileSync(join(content, 'include/tensorflow/c/c_api.h'), 'a header');
  for (const name of ['libtensorflow', 'libtensorflow_framework']) {
    writeFileSync(join(content, `lib/${name}.so.2.9.1`), name);
    symlinkSync(`${name}.so.2.9.1`, join(content, `lib/${name}.so.2`));
    symlinkSync(`${name}.so.2`, join(content, `lib/${name}.so`));
  }
  const file = join(machine.folder, 'libtensorflow.tar.gz');
  execFileSync('tar', ['-czf', file, '-C', content, 'include', 'lib']);
  return readFileSync(file);
}

const serving = <T>(bytes: Buffer, work: (url: string) => Promise<T>): Promise<T> =>
  serve(
    (_, response) => response.end(bytes),
    (address) => work(`${address}libtensorflow.tar.gz`),
  );

describe('tarballSource', () => {
  it('is the second choice where there is no pip', async () => {
    const bytes = libtensorflow();
    const options = { ...machine.options, probe: () => Promise.resolve('2.9.1') };
    const info = await serving(bytes, (url) => {
      Object.assign(machine.options.pins.tarball, { url, sha256: digest(bytes) });
      return ensureRuntime(options);
    });
    expect(info).toMatchObject({ version: '2.9.1', kind: 'cpu' });
    expect(info.source).toMatch(/^libtensorflow 2\.9\.1 from 127\.0\.0\.1/);
    expect(readdirSync(info.folder).sort()).toEqual([
      'libtensorflow.so.2',
      'libtensorflow_framework.so.2',
      'runtime.json',
      'tfjs_binding.node',
    ]);
    expect(readFileSync(join(info.folder, 'libtensorflow.so.2'), 'utf8')).toBe('libtensorflow');
    expect(runtimeInfo(options)).toEqual(info);
    // From the cache, with the server gone.
    expect(await ensureRuntime({ ...options, packageFolder: machine.newPackage('clone') })).toEqual(info);
  });

  it('refuses another tarball than the pinned one', async () => {
    const error: unknown = await serving(Buffer.from('something else'), (url) => {
      machine.options.pins.tarball.url = url;
      return ensureRuntime(machine.options).catch((caught: unknown) => caught);
    });
    expect((error as Problem).parts.found).toContain(digest('something else'));
    expect(readdirSync(join(machine.options.cache, 'tensorflow'))).toEqual([]);
  });

  it('says in one message what was tried and what to do', async () => {
    // A port at which nothing listens any more.
    const url = await serving(Buffer.alloc(0), (address) => Promise.resolve(address));
    machine.options.pins.tarball.url = url;
    const error: unknown = await ensureRuntime(machine.options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Problem);
    const { expected, found, todo } = (error as Problem).parts;
    expect(expected).toContain('python3 -m pip, python -m pip, pip3, pip');
    expect(expected).toContain(url);
    expect(found).toMatch(/^no pip, and there .+/);
    expect(todo).toContain('apt-get install python3-pip');
  });
});
