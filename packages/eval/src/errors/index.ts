export * from './confusions';
export * from './reconstruction-losses';
export * from './url-errors';
