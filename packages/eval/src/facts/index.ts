export type { ByClass } from './by-class';
export * from './fit-stump';
export * from './row-overlap';
export * from './trivial-rule';
export * from './twin-images';
export * from './url-facts';
export * from './url-features';
