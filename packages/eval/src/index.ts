export * from './claims';
export * from './metrics';
export * from './published/published';
export { buildReport, type ClassResult, HEADLINES, layerTable, type ModelResult, Results } from './report';
