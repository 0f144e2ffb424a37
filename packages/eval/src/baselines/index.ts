export * from './majority-class';
export * from './mean-image';
export * from './nearest-centroid';
export * from './target-entropy';
