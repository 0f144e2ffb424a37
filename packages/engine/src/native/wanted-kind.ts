import { later } from './later';

/** Which TensorFlow: the one for the processor alone, or the one that also knows NVIDIA GPUs. */
export type Kind = 'cpu' | 'gpu';

/** Asks for the GPU build. Only who asks gets it: it computes other bits and is a download of 2.5 GB. */
export const GPU_VARIABLE = 'REPRISE_GPU';

/** @throws Problem on a value that means neither */
export function wantedKind(env: NodeJS.ProcessEnv): Kind {
  const value = env[GPU_VARIABLE] ?? '';
  if (value === '1') return 'gpu';
  if (value === '' || value === '0') return 'cpu';
  const { Problem } = later('@reprise/base') as typeof import('@reprise/base');
  throw new Problem({
    where: GPU_VARIABLE,
    expected: '1 or 0',
    found: JSON.stringify(value),
    todo: `Set ${GPU_VARIABLE}=1 for TensorFlow's GPU build, or unset it.`,
  });
}
