import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { artifactsDir } from '@reprise/base';
import { scratchEnvironment } from '../reliability/scratch-workspace';

/** A copy of the workspace in which tasks are killed. */
export interface Place {
  root: string;
  /**
   * For the processes of one chain of kills.
   * @param marker `NAME=VALUE`, by which they are known, and by which they have an Nx cache of their own
   */
  environment(marker: string): NodeJS.ProcessEnv;
  /** Of each task's undisturbed run, what equal results have in common. */
  expected: Map<string, string>;
}

/**
 * A place in a copy of the workspace, with folders of its own for what else would be the user's and the system's, and no
 * network: data comes from what is prepared here.
 * @param wheel TensorFlow's, where the library is to be built
 */
export function openPlace(root: string, wheel?: string): Place {
  const at = (...below: string[]): string => join(root, '.crash', ...below);
  mkdirSync(at('tmp'), { recursive: true });
  return {
    root,
    expected: new Map(),
    environment: (marker) => {
      const [name, value] = marker.split('=');
      return scratchEnvironment(root, {
        [name]: value,
        NX_CACHE_DIRECTORY: at('nx', value, 'cache'),
        NX_WORKSPACE_DATA_DIRECTORY: at('nx', value, 'data'),
        NODE_OPTIONS: `--require ${join(__dirname, 'offline.js')}`,
        XDG_CACHE_HOME: at('cache'),
        TMPDIR: at('tmp'),
        // Node 22 and later keep there what Nx and TypeScript have them compile.
        NODE_COMPILE_CACHE: at('compiled'),
        ...(wheel !== undefined && { PIP_NO_INDEX: '1', PIP_FIND_LINKS: dirname(wheel) }),
        REPRISE_FASHION_MNIST: artifactsDir('data', 'fashion-mnist'),
        REPRISE_VGG16: artifactsDir('data', 'vgg16'),
      });
    },
  };
}
