import { dirname, resolve } from 'node:path';
import { cacheDir } from '@reprise/base';
import { type Machine, thisMachine } from './platform';
import { PINS, type Pins } from './sources/pins';

/** Every field has a default; tests set them. */
export interface RuntimeOptions {
  /** The folder of the installed runtimes. By default the user's cache. */
  cache?: string;
  /** The folder of tfjs-node's JavaScript, which gets a link to the runtime. */
  packageFolder?: string;
  /** Has `PATH`, `REPRISE_GPU` and pip's variables. By default the process's own. */
  env?: NodeJS.ProcessEnv;
  pins?: Pins;
  /** Called with a line for the user. By default it is printed to standard error. */
  log?: (line: string) => void;
  machine?: Machine;
}

export type Settings = Required<RuntimeOptions>;

export const withDefaults = (options: RuntimeOptions = {}): Settings => ({
  // A getter: a runtime that is linked loads without a home folder.
  get cache() {
    return resolve(options.cache ?? cacheDir());
  },
  packageFolder: options.packageFolder ?? dirname(dirname(require.resolve('#tfjs-node/node'))),
  env: options.env ?? process.env,
  pins: options.pins ?? PINS,
  log: options.log ?? ((line) => console.error(line)),
  machine: options.machine ?? thisMachine(),
});

/** The commands that install and verify TensorFlow, in the repository or with the published package. */
export const COMMANDS = __filename.endsWith('.ts')
  ? { install: 'npx nx run tools:runtime', doctor: 'npx reprise doctor' }
  : { install: 'npx reprise-runtime', doctor: 'npx reprise-runtime doctor' };
