export * from './build-claims';
export type { Group, Verdict } from './claim';
export { SWEEP_SEEDS, SWEEP_SPLITS } from './evidence';
export * from './findings/findings-markdown';
export { number } from './findings/number';
export * from './list';
export * from './verdicts/claims-record';
export * from './verdicts/verify';
