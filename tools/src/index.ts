// What the reliability tests use.
export * from './parse-count';
export * from './testing/scratch-workspace';
export * from './ts-node';
