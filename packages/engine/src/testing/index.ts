// What the specs of engine, vision and text have in common. Not for use outside of tests.
export * from './formula-weights';
export * from './golden';
export * from './expect-golden';
export * from './process-size';
