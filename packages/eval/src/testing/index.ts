// For the tests of other packages.
export * from './fake-artifacts';
export * from './fake-records';
