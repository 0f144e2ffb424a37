import { join } from 'node:path';
import type { CudaPin, Wheel, WheelPin } from './pins';
import type { Unpacked } from './source';
import { unpackMembers } from './unpack-members';
import { unpackWheel } from './unpack-wheel';

/** How a wheel is come by. It need not outlast `use`. */
export type Obtain = <T>(wheel: Wheel, use: (path: string) => Promise<T>) => Promise<T>;

/**
 * Unpacks TensorFlow's wheel and those of NVIDIA's that it needs, one by one.
 * @param todo what to do where a wheel is not the pinned one
 * @throws Problem as {@link unpackMembers}
 */
export async function unpackWheels(
  pin: WheelPin,
  folder: string,
  obtain: Obtain,
  todo: (wheel: Wheel) => string,
): Promise<Unpacked> {
  const libraries = await obtain(pin, (path) => unpackWheel(path, pin, folder, todo(pin)));
  const unpackCuda = (cuda: CudaPin, wheel: string): Promise<Record<string, string>> =>
    unpackMembers({ wheel, label: `Unpacking ${cuda.requirement}`, files: cuda.files, folder, todo: todo(cuda) });
  const loaded: Record<string, string> = {};
  for (const cuda of pin.cuda) Object.assign(loaded, await obtain(cuda, (path) => unpackCuda(cuda, path)));
  return { include: join(folder, 'include'), libraries, loaded };
}
