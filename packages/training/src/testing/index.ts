// What the specs of several packages have in common. Not for use outside of tests.
export * from '../formats/testing/standard-models';
