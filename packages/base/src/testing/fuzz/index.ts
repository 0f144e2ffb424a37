// What the readers' tests of hostile input share; it loads fast-check.
export * from './mutated-bytes';
export * from './mutated-json';
export * from './nasty-text';
export * from './subject';
