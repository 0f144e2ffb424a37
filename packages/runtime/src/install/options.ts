import { dirname, resolve } from 'node:path';
import { cacheDir } from '@reprise/base';
import { type Machine, thisMachine } from './platform';
import { PINS, type Pins } from './sources/pins';

/** What `ensureRuntime` and its parts depend on. Every field has a default; tests set them. */
export interface RuntimeOptions {
  /** The folder below which runtimes are kept. By default `cacheDir()`. */
  cache?: string;
  /** The folder of tfjs-node's JavaScript, which gets a link to the runtime. */
  packageFolder?: string;
  /** `PATH`, `REPRISE_GPU`, `REPRISE_TENSORFLOW_WHEEL` and what pip reads. By default the process's own. */
  env?: NodeJS.ProcessEnv;
  pins?: Pins;
  /** Called with a line for people. By default it goes to standard error. */
  say?: (line: string) => void;
  machine?: Machine;
}

export type Settings = Required<RuntimeOptions>;

export const withDefaults = (options: RuntimeOptions): Settings => ({
  // Asked for only when it is needed: a runtime that is linked loads without a home folder.
  get cache() {
    return resolve(options.cache ?? cacheDir());
  },
  packageFolder: options.packageFolder ?? dirname(dirname(require.resolve('#tfjs-node/node'))),
  env: options.env ?? process.env,
  pins: options.pins ?? PINS,
  say: options.say ?? ((line) => console.error(line)),
  machine: options.machine ?? thisMachine(),
});
