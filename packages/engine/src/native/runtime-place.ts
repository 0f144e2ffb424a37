import { join } from 'node:path';
import type { TarballPin, WheelPin } from './pins';
import { runtimeKey } from './recipe';

/** Where a runtime is kept, by its key. */
export interface RuntimePlace {
  key: string;
  folder: string;
}

/** @param cache the folder below which Reprise keeps what it fetched */
export function runtimePlace(pin: WheelPin | TarballPin, cache: string, packageFolder: string): RuntimePlace {
  const key = runtimeKey(pin, packageFolder);
  return { key, folder: join(cache, 'tensorflow', `${pin.tensorflow}-${pin.kind}-${key.slice(0, 16)}`) };
}
