// What a trained model leaves behind, for Keras, for browsers, for TensorBoard and for the run record.
export * from './layer-rows';
export * from './load-weights';
export * from './parameter-counts';
export * from './read-keras-h5-weights';
export * from './read-layers-model';
export * from './write-keras-h5';
export * from './write-layers-model';
export * from './write-tensor-board';
export type { WeightValues } from './keras-weights';
