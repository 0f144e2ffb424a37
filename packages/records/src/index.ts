// What a run writes, and the catalogue of models and trainings. Readers of both need no TensorFlow.
export * from './catalogue';
export * from './options';
export * from './run-record';
