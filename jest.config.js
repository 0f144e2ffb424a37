/** One jest run over all packages, so that one line counts all tests. */
module.exports = {
  testEnvironment: require.resolve('./tools/jest-environment.js'),
  testMatch: [
    '<rootDir>/{packages,apps}/*/src/**/*.spec.ts',
    '<rootDir>/{tools/src,tools/reliability/src,examples}/**/*.spec.ts',
  ],
  modulePathIgnorePatterns: ['<rootDir>/(dist|artifacts|\\.nx|\\.reprise)/'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { diagnostics: false }] },
  maxWorkers: 2,
  testTimeout: 60_000,
};
