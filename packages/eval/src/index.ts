export { belowBaseline, type ClaimsRecord, countVerdicts, readClaims, SWEEP_SPLITS, verdictTable } from './claims';
export * from './claims/verdicts/verify';
export { median } from './metrics';
export { protocolTables } from './protocol';
export { type ModelName, MODELS, PUBLISHED } from './published/published';
export { buildReport } from './report/build-report';
export { type ClassResult, type ModelResult, Results } from './report/results';
export { layerTable } from './report/sections/layer-table';
export { HEADLINES } from './report/sections/summary';
