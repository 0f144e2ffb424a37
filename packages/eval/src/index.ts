export * from './claims';
export * from './metrics';
export * from './published/published';
export { buildReport } from './report/build-report';
export { type ClassResult, type ModelResult, Results } from './report/results';
export { layerTable } from './report/sections/layer-table';
export { HEADLINES } from './report/sections/summary';
