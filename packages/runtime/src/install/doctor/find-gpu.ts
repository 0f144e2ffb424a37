import { tryCommand } from '@reprise/base';

const hidden = (env: NodeJS.ProcessEnv): boolean => ['', '-1'].includes(env['CUDA_VISIBLE_DEVICES'] ?? 'all');

/** What shows no GPU, for messages when {@link findGpu} finds none. */
export const unseenBy = (env: NodeJS.ProcessEnv): string => (hidden(env) ? 'CUDA_VISIBLE_DEVICES' : 'nvidia-smi');

/**
 * The NVIDIA GPUs as nvidia-smi lists them, one a line: name, memory, driver. Undefined where it knows none, or where
 * CUDA is told to see none (its own variable, which nvidia-smi passes over).
 */
export async function findGpu(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (hidden(env)) return undefined;
  const ask = ['nvidia-smi', '--query-gpu=name,memory.total,driver_version', '--format=csv,noheader'];
  const { code, stdout } = await tryCommand(ask, { env, seconds: 30 });
  return code === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}
