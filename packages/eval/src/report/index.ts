export * from './build-report';
export * from './judge/judge-model';
export * from './results';
export * from './sections/layer-table';
export { HEADLINES } from './sections/summary';
