// Shared by tests that give readers hostile input. Loads fast-check.
export * from './mutated-bytes';
export * from './mutated-json';
export * from './hostile-text';
export * from './fuzz-target';
