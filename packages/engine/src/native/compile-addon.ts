import { dirname, join } from 'node:path';
import { Problem } from '@reprise/base';
import type { Tool } from './find-tools';
import { COMPILER_FLAGS, nodeApiHeaders } from './recipe';
import { tryCommand } from './try-command';
import { ADDON } from './runtime-record';
import type { Unpacked } from './source';

/**
 * Compiles tfjs-node's addon with one command: its two C++ files, against TensorFlow's headers and Node-API's, so that it
 * finds the libraries where they lie as seen from itself. No node-gyp, hence no Python and no Node headers.
 * @returns the addon's path
 * @throws Problem with the compiler's last lines
 */
export async function compileAddon(
  folder: string,
  { include, libraries }: Unpacked,
  packageFolder: string,
  compiler: Tool,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const addon = join(folder, ADDON);
  const { code, signal, tail } = await tryCommand(
    [
      ...compiler.command,
      ...COMPILER_FLAGS,
      ...['-I', include, '-I', nodeApiHeaders()],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name)),
      ...['-o', addon],
      ...Object.keys(libraries).map((name) => join(folder, name)),
      `-Wl,-rpath,${join('$ORIGIN', dirname(Object.keys(libraries)[0]))}`,
    ],
    // Its temporary files lie in the folder too: a compiler that is killed leaves them.
    { env: { ...env, TMPDIR: folder } },
  );
  if (code === 0) return addon;
  throw new Problem({
    where: `${compiler.command.join(' ')} (${compiler.version})`,
    expected: 'the addon of tfjs-node, compiled',
    found: `${signal === null ? `exit status ${code}` : `signal ${signal}`}:\n${tail}\n`,
    todo: 'Update the compiler (it must know C++17), or name another with CXX=, and run it again.',
  });
}
