export * from './majority-class';
export * from './mean-image';
export * from './nearest-centroid';
export { PIXELS } from './pixels';
export * from './target-entropy';
