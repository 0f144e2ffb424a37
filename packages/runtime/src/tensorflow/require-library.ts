import { Problem } from '@reprise/base';
import { COMMANDS } from '../install/commands';
import { type RuntimeOptions, withDefaults } from '../install/options';
import { runtimeInfo, type RuntimeInfo } from '../install/runtime-info';
import { GPU_VARIABLE, wantedKind } from '../install/wanted-kind';

/**
 * The library to load.
 * @throws Problem if none is in place, or not the build that `REPRISE_GPU` asks for
 */
export function requireLibrary(options: RuntimeOptions = {}): RuntimeInfo {
  const info = runtimeInfo(options);
  if (info !== undefined) return info;
  const gpu = wantedKind(withDefaults(options).env) === 'gpu';
  throw new Problem({
    where: 'TensorFlow',
    expected: gpu ? `its GPU build in place, since ${GPU_VARIABLE} is set` : 'its library in place',
    found: 'none',
    todo: `Run \`${COMMANDS.install}\`${gpu ? ` with ${GPU_VARIABLE}=1` : ''}, and \`${COMMANDS.doctor}\` if that fails.`,
  });
}
