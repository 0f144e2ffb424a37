import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digest } from '@reprise/data';
import type { RuntimeOptions } from '../options';
import type { Pins } from '../pins';
import { storedZip } from './stored-zip';

const LIBRARIES = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'more',
};
const HEADER = 'tensorflow/c/c_api.h';

/** Pins of a TensorFlow of a few bytes. */
export const tinyPins = (): Pins => ({
  wheel: {
    tensorflow: '2.21.0',
    kind: 'cpu',
    requirement: 'tensorflow-cpu==2.21.0',
    platform: 'manylinux_2_27_x86_64',
    python: '311',
    downloadBytes: 1000,
    libraries: Object.entries(LIBRARIES).map(([member, text]) => ({
      member,
      bytes: text.length,
      sha256: digest(text),
    })),
    headers: [HEADER],
    headersSha256: digest(`${digest('a header')}\n`),
  },
  tarball: {
    tensorflow: '2.9.1',
    kind: 'cpu',
    url: 'http://localhost/replaced-by-the-test-that-serves-one',
    sha256: digest('replaced as well'),
    downloadBytes: 1000,
    libraryBytes: 1000,
    libraries: ['libtensorflow.so.2', 'libtensorflow_framework.so.2'],
  },
});

/** Each program notes its arguments in `calls`. Only the shell's own words and /bin/cp: PATH holds nothing else. */
const PROGRAMS = {
  python3: `
    echo "python3 $*" >> "$CALLS"
    case "$*" in
      *--version) echo 'pip 99.0'; exit 0 ;;
    esac
    [ -n "$PIP_FAILS" ] && { echo 'ERROR: No matching distribution found' >&2; exit 1; }
    for argument in "$@"; do case "$argument" in --dest=*) /bin/cp "$WHEEL" "\${argument#--dest=}/" ;; esac; done`,
  'c++': `
    echo "c++ $*" >> "$CALLS"
    case "$*" in *--version) echo 'fake-c++ 1.0'; exit 0 ;; esac
    [ -n "$COMPILER_FAILS" ] && { echo 'error: no such type' >&2; exit 1; }
    while [ "$1" != -o ]; do shift; done
    echo 'the addon' > "$2"`,
};

export interface FakeMachine {
  /** Holds everything below. */
  folder: string;
  options: RuntimeOptions & Required<Pick<RuntimeOptions, 'cache' | 'packageFolder' | 'env' | 'pins'>>;
  /** Lines that were said. */
  said: string[];
  wheel: string;
  /** What the fake programs were called with, one line a call. */
  calls(): string[];
  /** Takes a program away. */
  uninstall(program: keyof typeof PROGRAMS): void;
  /** A @tensorflow/tfjs-node-gpu without an addon, as `npm ci` leaves it. */
  newPackage(name: string): string;
  remove(): void;
}

/** A machine with a fake pip and a fake compiler, a wheel of a few bytes and an empty cache, all in a temporary folder. */
export function fakeMachine(): FakeMachine {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-native-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(PROGRAMS)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const wheel = join(folder, 'tensorflow_cpu-2.21.0.whl');
  const more = { [`tensorflow/include/${HEADER}`]: 'a header', 'tensorflow/include/other.h': 'not needed' };
  writeFileSync(wheel, storedZip({ ...LIBRARIES, ...more }));
  const calls = join(folder, 'calls');
  const newPackage = (name: string): string => {
    const binding = join(folder, name, 'binding');
    mkdirSync(binding, { recursive: true });
    writeFileSync(join(binding, 'tfjs_backend.cc'), '// backend');
    writeFileSync(join(binding, 'tfjs_binding.cc'), '// binding');
    return join(folder, name);
  };
  const said: string[] = [];
  return {
    folder,
    said,
    wheel,
    newPackage,
    options: {
      cache: join(folder, 'cache'),
      packageFolder: newPackage('package'),
      env: { PATH: bin, CALLS: calls, WHEEL: wheel },
      pins: tinyPins(),
      say: (line) => said.push(line),
      machine: { platform: 'linux', arch: 'x64', glibc: '2.36' },
      probe: () => Promise.resolve('2.21.0'),
    },
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []),
    uninstall: (program) => rmSync(join(bin, program)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
