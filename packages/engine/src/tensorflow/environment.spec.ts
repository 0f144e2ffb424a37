/** What the module makes of an environment. */
function environment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const before = process.env;
  process.env = { ...given };
  try {
    jest.isolateModules(() => void jest.requireActual('./environment'));
    return process.env;
  } finally {
    process.env = before;
  }
}

const FOR_GPU = {
  TF_DETERMINISTIC_OPS: '1',
  TF_CUDNN_USE_AUTOTUNE: '0',
  CUBLAS_WORKSPACE_CONFIG: ':4096:8',
  NVIDIA_TF32_OVERRIDE: '0',
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};

describe('environment', () => {
  it('sets what the bits depend on, whatever the user’s is', () => {
    expect(environment({ TF_ENABLE_ONEDNN_OPTS: '0', TF_XLA_FLAGS: '--x' })).toEqual({
      TF_NUM_INTRAOP_THREADS: '1',
      TF_NUM_INTEROP_THREADS: '2',
      OMP_NUM_THREADS: '1',
      TF_ENABLE_ONEDNN_OPTS: '1',
      TF_CPP_MIN_LOG_LEVEL: '3',
    });
  });

  it('sets more for a GPU', () => {
    expect(environment({ REPRISE_GPU: '1', NVIDIA_TF32_OVERRIDE: '1' })).toMatchObject(FOR_GPU);
  });
});
