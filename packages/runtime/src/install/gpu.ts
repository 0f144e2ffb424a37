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

/**
 * The NVIDIA GPUs that nvidia-smi lists, one a line: name, memory, driver; or why there are none. `CUDA_VISIBLE_DEVICES`,
 * which nvidia-smi ignores, may hide them.
 */
export async function findGpu(env: NodeJS.ProcessEnv): Promise<{ gpus?: string; none?: string }> {
  if (['', '-1'].includes(env['CUDA_VISIBLE_DEVICES'] ?? 'all')) return { none: 'CUDA_VISIBLE_DEVICES hides all GPUs' };
  const command = ['nvidia-smi', '--query-gpu=name,memory.total,driver_version', '--format=csv,noheader'];
  const { code, stdout } = await tryCommand(command, { env, seconds: 30 });
  return code === 0 && stdout.trim() !== '' ? { gpus: stdout.trim() } : { none: 'nvidia-smi lists no GPU' };
}
