// What a run writes, and the list of the runs, for readers that need no TensorFlow.
export * from './measured';
export * from './run-record';
export * from './slice-notice';
export * from './trainings';
