// What the project of reliability tests uses of these tools.
export * from './browser/reprise-serve';
export * from './machine';
export * from './marks';
export * from './parse-count';
export * from './testing/scratch-workspace';
