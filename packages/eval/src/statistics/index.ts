export * from './calibration';
export * from './intervals/bootstrap-interval';
export * from './intervals/mean-interval';
export * from './intervals/paired';
export * from './intervals/proportions';
export * from './intervals/welch';
export * from './ranking';
