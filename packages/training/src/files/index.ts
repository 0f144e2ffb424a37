// What a trained model leaves behind, for Keras, for browsers, for TensorBoard and for the run record.
export * from './dispose-model';
export * from './layer-rows';
export * from './load-weights';
export * from './model-graph';
export * from './parameter-counts';
export * from './read-keras-h5-weights';
export * from './read-layers-model';
export { type Picture, reconstructionsPicture } from './reconstructions-picture';
export * from './trained-weights';
export * from './write-keras-h5';
export * from './write-layers-model';
export * from './write-tensor-board';
export { type BucketTable, bucketTable, type Histograms } from './bucket-table';
export type { WeightValues } from './keras-weights';
