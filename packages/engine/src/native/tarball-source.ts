import { realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download, fileDigest, Problem } from '@reprise/base';
import type { TarballPin } from './pins';
import { tryCommand } from './try-command';
import type { Source } from './source';
import { WHEEL_VARIABLE } from './wheel-source';

/**
 * TensorFlow's C library from the address that tfjs-node's own install script fetches. The script itself is not called:
 * it fails under the versions of its dependencies that package.json overrides, needs Python to compile, and verifies
 * nothing.
 */
export const tarballSource = (pin: TarballPin): Source => ({
  pin,
  name: `libtensorflow ${pin.tensorflow} from ${new URL(pin.url).host}`,
  needs: pin.downloadBytes + pin.libraryBytes,
  async unpack(folder) {
    const tarball = join(folder, 'libtensorflow.tar.gz');
    await download({ url: pin.url, to: tarball, sha256: pin.sha256 }).catch((cause: unknown) => {
      throw cause instanceof Problem ? unreachable(pin, cause) : cause;
    });
    const { code, tail } = await tryCommand(['tar', '-xzf', tarball, '-C', folder, '--no-same-owner']);
    if (code !== 0) {
      throw new Problem({ where: 'tar', expected: 'an unpacked library', found: tail, todo: 'Install tar and gzip.' });
    }
    await rm(tarball);
    const libraries: Record<string, string> = {};
    for (const name of pin.libraries) {
      // In the tarball that name is a link to a name with the whole version.
      await rename(await realpath(join(folder, 'lib', name)), join(folder, name));
      libraries[name] = await fileDigest(join(folder, name));
    }
    await rm(join(folder, 'lib'), { recursive: true });
    return { include: join(folder, 'include'), libraries, loaded: {} };
  },
});

const unreachable = (pin: TarballPin, cause: Problem): Problem =>
  new Problem(
    {
      where: 'Native TensorFlow',
      expected: `pip (tried python3 -m pip, python -m pip, pip3, pip) or, as the second choice, ${pin.url}`,
      found: `no pip, and there ${cause.parts.found} instead of ${cause.parts.expected}`,
      todo: `Install pip (Debian, Ubuntu: \`apt-get install python3-pip\`) or connect the network, or set ${WHEEL_VARIABLE} to the path of a wheel.`,
    },
    { cause },
  );
