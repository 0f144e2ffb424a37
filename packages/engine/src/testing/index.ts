// Helpers for specs of this and other packages.
export * from './formula-weights';
export * from './golden';
export * from './expect-golden';
export * from './process-size';
