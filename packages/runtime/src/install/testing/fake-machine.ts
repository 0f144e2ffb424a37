import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { digest } from '@reprise/base';
import { storedZip } from '@reprise/base/testing';
import type { RuntimeOptions } from '../options';
import type { LibraryPin, Member, Pins } from '../sources/pins';

const LIBRARIES = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'more',
};
/** Wheels of NVIDIA's with a library, a program, and a library that goes to another folder. */
const CUDA = {
  'nvidia-cublas-cu12==12.5.3.2': { 'nvidia/cublas/lib/libcublas.so.12': 'products' },
  'nvidia-cuda-nvcc-cu12==12.5.82': { 'nvidia/cuda_nvcc/bin/ptxas': 'an assembler' },
  'nvidia-cuda-nvrtc-cu12==12.5.82': { 'nvidia/cuda_nvrtc/lib/libnvrtc.so.12': 'a compiler' },
};

const pinned = (members: Record<string, string>): Member[] =>
  Object.entries(members).map(([member, text]) => ({ member, bytes: text.length, sha256: digest(text) }));

const tinyWheel = {
  tensorflow: '2.21.0',
  platform: 'manylinux_2_27_x86_64',
  python: '311',
  downloadBytes: 1000,
};

const processorPin = (requirement: string, platform: string): LibraryPin => ({
  ...tinyWheel,
  kind: 'cpu',
  requirement,
  platform,
  libraries: pinned(LIBRARIES).map((file) => ({ ...file, to: basename(file.member) })),
  cuda: [],
});

/** Pins of a TensorFlow of a few bytes. */
export const tinyPins = (): Pins => ({
  'linux x64': processorPin('tensorflow-cpu==2.21.0', 'manylinux_2_27_x86_64'),
  'linux arm64': processorPin('tensorflow==2.21.0', 'manylinux_2_27_aarch64'),
  'darwin arm64': processorPin('tensorflow==2.21.0', 'macosx_12_0_arm64'),
  'linux x64 gpu': {
    ...tinyWheel,
    kind: 'gpu',
    requirement: 'tensorflow==2.21.0',
    libraries: pinned(LIBRARIES),
    cuda: Object.entries(CUDA).map(([requirement, members]) => ({
      requirement,
      platform: 'manylinux2014_x86_64',
      python: '311',
      downloadBytes: 1000,
      sha256: digest(requirement),
      files: pinned(members).map((file) => ({
        ...file,
        ...(file.member.includes('/bin/') && { executable: true }),
        ...(file.member.includes('nvrtc') && { to: 'nvidia/nvrtc/lib/libnvrtc.so.12' }),
      })),
    })),
  },
});

/** Each program records its arguments in `calls`. They use only shell builtins and /bin/cp, since PATH has nothing else. */
const PROGRAMS = {
  python3: `
    echo "python3 $*" >> "$CALLS"
    case "$*" in
      *--version) echo 'pip 99.0'; exit 0 ;;
    esac
    [ -n "$PIP_FAILS" ] && { echo 'ERROR: No matching distribution found' >&2; exit 1; }
    for argument in "$@"; do case "$argument" in
      --dest=*) dest="\${argument#--dest=}" ;;
      --requirement=*) read -r asked hash < "\${argument#--requirement=}"; echo "$asked $hash" >> "$CALLS" ;;
      *==*) asked="$argument" ;;
    esac; done
    [ "$asked" = "$PIP_LACKS" ] && { echo "ERROR: No matching distribution found for $asked" >&2; exit 1; }
    /bin/cp "$WHEELS/$asked/"*.whl "$dest/"`,
};

export interface FakeMachine {
  /** The folder of everything below. */
  folder: string;
  options: RuntimeOptions & Required<Pick<RuntimeOptions, 'cache' | 'packageFolder' | 'env' | 'pins'>>;
  /** Logged lines. */
  logged: string[];
  /** The processor's wheel. */
  wheel: string;
  /** The calls of the fake programs, a line for each. */
  calls(): string[];
  /** Makes nvidia-smi list a GPU. */
  installGpu(): void;
  /** Removes pip. */
  uninstallPip(): void;
  /** Creates the folder of a @tensorflow/tfjs-node-gpu. */
  newPackage(name: string): string;
  remove(): void;
}

const wheelName = (requirement: string): string => `${requirement.replaceAll('-', '_').replace('==', '-')}-py3.whl`;

/** A machine with a fake pip, a wheel of a few bytes and an empty cache, all in a temporary folder. */
export function fakeMachine(): FakeMachine {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-native-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(PROGRAMS)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  // The index: a folder for each requirement.
  const wheels = join(folder, 'wheels');
  const publish = (requirement: string, members: Record<string, string>): string => {
    const file = join(wheels, requirement, wheelName(requirement));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, storedZip(members));
    return file;
  };
  const more = { 'tensorflow/include/other.h': 'not needed' };
  const wheel = publish('tensorflow-cpu==2.21.0', { ...LIBRARIES, ...more });
  publish('tensorflow==2.21.0', { ...LIBRARIES, ...more });
  for (const [requirement, members] of Object.entries(CUDA)) publish(requirement, members);
  const calls = join(folder, 'calls');
  const newPackage = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const logged: string[] = [];
  return {
    folder,
    logged,
    wheel,
    newPackage,
    options: {
      cache: join(folder, 'cache'),
      packageFolder: newPackage('package'),
      env: { PATH: bin, CALLS: calls, WHEELS: wheels },
      pins: tinyPins(),
      log: (line) => logged.push(line),
      machine: { platform: 'linux', arch: 'x64', glibc: '2.36' },
    },
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []),
    installGpu: () =>
      writeFileSync(join(bin, 'nvidia-smi'), '#!/bin/sh\necho "NVIDIA H200, 143771 MiB, 570.86.15"\n', { mode: 0o755 }),
    uninstallPip: () => rmSync(join(bin, 'python3')),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
