// A test environment has a copy of process.env, which TensorFlow does not see: what engine sets before TensorFlow loads
// (packages/engine/src/tensorflow/environment.ts) is set here for the processes that run tests.
Object.assign(process.env, {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '2',
  OMP_NUM_THREADS: '1',
  TF_ENABLE_ONEDNN_OPTS: '1',
  TF_CPP_MIN_LOG_LEVEL: '3',
});

/** One jest run over all packages, so that one line counts all tests. */
module.exports = {
  testEnvironment: require.resolve('./tools/jest-environment.js'),
  testMatch: ['<rootDir>/{packages,apps}/*/src/**/*.spec.ts', '<rootDir>/tools/src/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/(dist|artifacts|\\.nx|\\.reprise)/'],
  transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
  maxWorkers: 2,
  testTimeout: 60_000,
};
