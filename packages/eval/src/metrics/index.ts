export * from './accuracy';
export * from './class-scores';
export * from './confusion-matrix';
export * from './crossentropy';
export * from './mean';
export * from './median';
export * from './predicted-classes';
