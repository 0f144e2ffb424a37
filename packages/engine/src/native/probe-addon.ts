import { Problem } from '@reprise/base';
import { tryCommand } from './try-command';

/**
 * Loads the addon in a Node process of its own, so that a processor that cannot run the library takes that one down.
 * @returns the version that TensorFlow gives itself
 * @throws Problem when it does not load
 */
export async function probeAddon(addon: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { code, signal, stdout, tail } = await tryCommand(
    [process.execPath, '-e', 'console.log("version " + require(process.argv[1]).TF_Version)', addon],
    { env: { ...env, NODE_OPTIONS: '' }, limitMs: 120_000 },
  );
  const version = /^version (\S+)$/m.exec(stdout)?.[1];
  if (code === 0 && version !== undefined) return version;
  throw new Problem({
    where: addon,
    expected: 'an addon that Node loads',
    found:
      signal === 'SIGILL' ? 'a processor without the instructions that it uses (AVX)' : `${signal ?? code}: ${tail}`,
    todo:
      signal === 'SIGILL'
        ? 'Run Reprise on another machine.'
        : 'Check that this machine has the C++ library (Debian, Ubuntu: `apt-get install libstdc++6`) and run it again.',
  });
}
