export * from './epochs/checkpoint';
export * from './epochs/train-epochs';
export * from './experiment/compile-like-keras';
export * from './experiment/experiment';
export * from './experiment/run-experiment';
export * from './experiment/train-command';
export * from './files';
