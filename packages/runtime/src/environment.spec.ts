import { changedEnvironment, environmentFor, intraOpThreads, logLevel } from './environment';

describe('environment', () => {
  it('has Reprise’s values, and more for a GPU', () => {
    const processor = {
      TF_NUM_INTRAOP_THREADS: '1',
      TF_ENABLE_ONEDNN_OPTS: '1',
      TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE: '0',
    };
    expect(environmentFor({})).toEqual(processor);
    expect(environmentFor({ REPRISE_GPU: '1' })).toEqual({
      ...processor,
      TF_DETERMINISTIC_OPS: '1',
      TF_CUDNN_USE_AUTOTUNE: '0',
      CUBLAS_WORKSPACE_CONFIG: ':4096:8',
      NVIDIA_TF32_OVERRIDE: '0',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    });
  });

  it.each<[NodeJS.ProcessEnv, object]>([
    [{}, {}],
    [{ TF_ENABLE_ONEDNN_OPTS: '1', NVIDIA_TF32_OVERRIDE: '1' }, {}],
    [{ TF_ENABLE_ONEDNN_OPTS: '0' }, { TF_ENABLE_ONEDNN_OPTS: '0' }],
    [{ TF_XLA_FLAGS: '--x', XLA_FLAGS: '' }, { TF_XLA_FLAGS: '--x' }],
    [{ REPRISE_GPU: '1', NVIDIA_TF32_OVERRIDE: '1' }, { NVIDIA_TF32_OVERRIDE: '1' }],
  ])('of %j: the user changed %j', (env, changed) => {
    expect(changedEnvironment(env)).toEqual(changed);
  });

  it('intraOpThreads', () => {
    expect([intraOpThreads({}), intraOpThreads({ TF_NUM_INTRAOP_THREADS: '4' })]).toEqual([1, 4]);
  });

  it.each([
    [undefined, 3],
    ['0', 0],
    ['2', 2],
    ['x', 3],
  ])('logLevel with TF_CPP_MIN_LOG_LEVEL=%s: %d', (value, level) => {
    expect(logLevel({ TF_CPP_MIN_LOG_LEVEL: value })).toBe(level);
  });
});
