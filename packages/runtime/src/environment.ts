import { wantedKind } from './install/gpu';

/** Variables that TensorFlow reads when it loads and that the bits of a result depend on, with Reprise's values. */
const PROCESSOR: Record<string, string> = {
  // Ops are too small for a second thread. Ops run side by side instead: see `SessionOptions`.
  TF_NUM_INTRAOP_THREADS: '1',
  // Off by default on some processors. With it convolutions take half the time.
  TF_ENABLE_ONEDNN_OPTS: '1',
  // Keeps oneDNN's convolutions between calls instead of building them again. Changes no bits; the LeNet's steps take 0.9 of
  // the time.
  TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE: '0',
};
const GPU: Record<string, string> = {
  // The same bits on every run: no sums in the order in which threads end, no algorithm chosen by the clock, and one
  // workspace of a fixed size for cuBLAS.
  TF_DETERMINISTIC_OPS: '1',
  TF_CUDNN_USE_AUTOTUNE: '0',
  CUBLAS_WORKSPACE_CONFIG: ':4096:8',
  // float32 as on the processor instead of TensorFloat-32, which has 10 bits.
  NVIDIA_TF32_OVERRIDE: '0',
  // Do not allocate all of the GPU's memory. Changes no bits.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};
/** Unset by default; they change the bits of a result too. */
const UNSET = ['TF_XLA_FLAGS', 'XLA_FLAGS'];

/** The variables that are set before TensorFlow loads, unless the user has set them. */
export const environmentFor = (env: NodeJS.ProcessEnv): Record<string, string> =>
  wantedKind(env) === 'gpu' ? { ...PROCESSOR, ...GPU } : PROCESSOR;

/** The variables that the user has set to other values. They become part of a result's key. */
export function changedEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environmentFor(env))) {
    const found = env[name];
    if (found !== undefined && found !== value) changed[name] = found;
  }
  for (const name of UNSET) if (env[name]) changed[name] = env[name];
  return changed;
}

/** Threads inside an op, for the whole process. */
export const intraOpThreads = (env: NodeJS.ProcessEnv = process.env): number =>
  Number(env['TF_NUM_INTRAOP_THREADS'] ?? PROCESSOR['TF_NUM_INTRAOP_THREADS']);

/**
 * The lowest severity of TensorFlow's own messages on standard error, from `TF_CPP_MIN_LOG_LEVEL`: 0 information,
 * 1 warnings, 2 errors, 3 fatal errors, which is the default.
 */
export const logLevel = (env: NodeJS.ProcessEnv): number =>
  /^[0-3]$/.test(env['TF_CPP_MIN_LOG_LEVEL'] ?? '') ? Number(env['TF_CPP_MIN_LOG_LEVEL']) : 3;
