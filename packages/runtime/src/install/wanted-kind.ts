import { Problem } from '@reprise/base';

/** Which TensorFlow: the build for the processor, or the one that also runs on NVIDIA GPUs. */
export type Kind = 'cpu' | 'gpu';

/** Asks for the GPU build. It is never the default: it computes other bits and is a download of 2.5 GB. */
export const GPU_VARIABLE = 'REPRISE_GPU';

/** @throws Problem on any other value than 1, 0 or none */
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
