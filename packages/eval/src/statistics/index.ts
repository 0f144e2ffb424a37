export * from './calibration';
export * from './intervals/bootstrap-interval';
export * from './intervals/means';
export * from './intervals/paired';
export * from './intervals/proportions';
export * from './ranking';
