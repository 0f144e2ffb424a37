// What the project of reliability tests uses of these tools.
export * from './browser/reprise-serve';
export * from './parse-count';
export * from './testing/scratch-workspace';
