import { wantedKind } from './install/wanted-kind';

/** What the bits of a result depend on, with the values that Reprise's figures have. TensorFlow reads them when it loads. */
const PROCESSOR: Record<string, string> = {
  // Ops are small: a second thread inside of one gains nothing. What runs side by side is ops: see `SessionOptions`.
  TF_NUM_INTRAOP_THREADS: '1',
  // On some processors TensorFlow leaves oneDNN off. With it convolutions take half the time.
  TF_ENABLE_ONEDNN_OPTS: '1',
};
const GPU: Record<string, string> = {
  // The same bits on every run: no sums in the order in which threads end, no algorithm chosen by the clock, and one
  // workspace of a fixed size for cuBLAS.
  TF_DETERMINISTIC_OPS: '1',
  TF_CUDNN_USE_AUTOTUNE: '0',
  CUBLAS_WORKSPACE_CONFIG: ':4096:8',
  // float32 as on the processor, not the 10 bits of TensorFloat-32.
  NVIDIA_TF32_OVERRIDE: '0',
  // Take the memory that is needed, not the whole GPU. This one changes no bits.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};
/** Change the bits of a result too, and are unset by default. */
const UNSET = ['TF_XLA_FLAGS', 'XLA_FLAGS'];

/** The variables that TensorFlow needs when it loads. They are set only where the user has not set them. */
export const environmentFor = (env: NodeJS.ProcessEnv): Record<string, string> =>
  wantedKind(env) === 'gpu' ? { ...PROCESSOR, ...GPU } : PROCESSOR;

/** The variables that change the bits of a result and that the user has set to other values. They become part of its keys. */
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
 * How severe a message of TensorFlow's own must be to appear on standard error, from `TF_CPP_MIN_LOG_LEVEL`: 0 shows
 * information, 1 warnings, 2 errors, 3 fatal errors alone, which is the default.
 */
export const logLevel = (env: NodeJS.ProcessEnv): number =>
  /^[0-3]$/.test(env['TF_CPP_MIN_LOG_LEVEL'] ?? '') ? Number(env['TF_CPP_MIN_LOG_LEVEL']) : 3;
