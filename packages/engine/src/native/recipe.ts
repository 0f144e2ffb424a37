import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placeOf, type CudaPin, type TarballPin, type WheelPin } from './pins';

/** How the addon is compiled, but for the paths: see {@link compileAddon}. */
export const COMPILER_FLAGS = ['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'];

/** The folder of Node-API's headers, from npm: a machine has Node without its headers more often than with them. */
export const nodeApiHeaders = (): string => join(dirname(require.resolve('node-api-headers/package.json')), 'include');

// Not data's `digest`: this is on the quick path, which loads nothing but Node itself.
const sha256 = (bytes: string | NodeJS.ArrayBufferView): string => createHash('sha256').update(bytes).digest('hex');

const placesAndDigests = ({ files }: CudaPin): string[][] => files.map((file) => [placeOf(file), file.sha256]);

/**
 * The digest that names a runtime: over the libraries' digests, the binding's sources, Node-API's version and the
 * compiler flags. It is the same on every machine, and another library, binding or recipe is another runtime.
 * Which compiler made the addon is left out: the addon hands tensors over and computes nothing.
 *
 * @param packageFolder @tensorflow/tfjs-node-gpu's folder
 */
export function runtimeKey(pin: WheelPin | TarballPin, packageFolder: string): string {
  const binding = join(packageFolder, 'binding');
  const sources = readdirSync(binding)
    .filter((name) => /\.(cc|h)$/.test(name))
    .sort()
    .map((name) => [name, sha256(readFileSync(join(binding, name)))]);
  const nodeApi: unknown = JSON.parse(readFileSync(require.resolve('node-api-headers/package.json'), 'utf8'));
  return sha256(
    JSON.stringify({
      tensorflow: pin.tensorflow,
      kind: pin.kind,
      libraries: 'url' in pin ? [pin.sha256] : pin.libraries.map((library) => library.sha256),
      cuda: 'cuda' in pin && pin.cuda.length > 0 ? pin.cuda.flatMap(placesAndDigests) : undefined,
      sources,
      nodeApi: (nodeApi as { version: string }).version,
      flags: COMPILER_FLAGS,
    }),
  );
}
