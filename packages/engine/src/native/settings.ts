import { resolve } from 'node:path';
import { cacheDir } from '@reprise/base';
import { cacheRoot } from './cache-root';
import { thisMachine } from './check-machine';
import { light, type Light, type RuntimeOptions } from './options';
import { probeAddon } from './probe-addon';

export type Settings = Light & Required<Omit<RuntimeOptions, 'pins'>>;

/** All options, with their defaults. */
export const settings = (options: RuntimeOptions): Settings => ({
  ...light(options),
  cache: resolve(options.cache ?? cacheRoot(options.env ?? process.env) ?? cacheDir()),
  say: options.say ?? ((line) => console.error(line)),
  machine: options.machine ?? thisMachine(),
  probe: options.probe ?? probeAddon,
});
