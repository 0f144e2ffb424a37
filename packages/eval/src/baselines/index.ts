export * from './images';
export * from './majority-class';
export * from './nearest-centroid';
