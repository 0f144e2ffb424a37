export * from './classification';
export * from './crossentropy';
export * from './mean';
