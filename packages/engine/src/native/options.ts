import { dirname } from 'node:path';
import { choices, PINS, type Pins, type TarballPin, type WheelPin } from './pins';
import { wantedKind, type Kind } from './wanted-kind';

/** What `ensureRuntime` and its parts depend on. Every field has a default; tests set them. */
export interface RuntimeOptions {
  /** The folder below which runtimes are kept. By default `cacheDir()`. */
  cache?: string;
  /** @tensorflow/tfjs-node-gpu's folder: its sources are compiled, and into it goes the link. */
  packageFolder?: string;
  /** `PATH`, `CXX`, `REPRISE_GPU`, `REPRISE_TENSORFLOW_WHEEL` and what pip and the compiler read. By default the process's own. */
  env?: NodeJS.ProcessEnv;
  pins?: Pins;
  /** Takes a line that says what happens. By default it goes to standard error. */
  say?: (line: string) => void;
  machine?: Machine;
  /** Loads the addon and returns the version that TensorFlow gives itself. By default in a process of its own. */
  probe?: (addon: string, env: NodeJS.ProcessEnv) => Promise<string>;
}

/** What decides whether the libraries can run here. */
export interface Machine {
  platform: string;
  arch: string;
  /** Undefined where the C library is another, such as musl. */
  glibc: string | undefined;
}

export interface Light {
  packageFolder: string;
  env: NodeJS.ProcessEnv;
  /** Which TensorFlow is wanted. */
  kind: Kind;
  /** What may be put in place, the first choice first. */
  choices: [WheelPin, TarballPin?];
}

/** The options that the quick check needs, with their defaults, and what follows from them. */
export function light(options: RuntimeOptions): Light {
  const env = options.env ?? process.env;
  const kind = wantedKind(env);
  return {
    packageFolder: options.packageFolder ?? dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json')),
    env,
    kind,
    choices: choices(options.pins ?? PINS, kind),
  };
}
