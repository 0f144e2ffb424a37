import { Problem, tryCommand } from '@reprise/base';

/** TensorFlow's build for the processor, or the one that also runs on NVIDIA GPUs. */
export type Kind = 'cpu' | 'gpu';

/** Selects the GPU build. Not the default: it computes other bits and is a download of 2.5 GB. */
export const GPU_VARIABLE = 'REPRISE_GPU';

/** @throws Problem if `REPRISE_GPU` is neither 1, 0 nor unset */
export function wantedKind(env: NodeJS.ProcessEnv): Kind {
  const value = env[GPU_VARIABLE] ?? '';
  if (value === '1') return 'gpu';
  if (value === '' || value === '0') return 'cpu';
  throw new Problem({
    where: GPU_VARIABLE,
    expected: '1 or 0',
    found: JSON.stringify(value),
    todo: `Set ${GPU_VARIABLE}=1 for TensorFlow's GPU build, or unset it.`,
  });
}

const isHidden = (env: NodeJS.ProcessEnv): boolean => ['', '-1'].includes(env['CUDA_VISIBLE_DEVICES'] ?? 'all');

/** Why {@link findGpu} finds no GPU. */
export const whyNoGpu = (env: NodeJS.ProcessEnv): string =>
  isHidden(env) ? 'CUDA_VISIBLE_DEVICES hides all GPUs' : 'nvidia-smi lists no GPU';

/**
 * The NVIDIA GPUs that nvidia-smi lists, one a line: name, memory, driver. Undefined if there are none, or if
 * `CUDA_VISIBLE_DEVICES`, which nvidia-smi ignores, hides them.
 */
export async function findGpu(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (isHidden(env)) return undefined;
  const command = ['nvidia-smi', '--query-gpu=name,memory.total,driver_version', '--format=csv,noheader'];
  const { code, stdout } = await tryCommand(command, { env, seconds: 30 });
  return code === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}
