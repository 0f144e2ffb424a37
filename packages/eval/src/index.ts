export {
  distributionOf,
  findingsMarkdown,
  headlines,
  headlineTable,
  HEADLINES,
  judge,
  type Judged,
  seedsText,
  summaryLines,
  type Verdicts,
} from './claims';
export { median } from './metrics';
export { PROTOCOL, protocolTables } from './protocol';
export { type ModelName, MODELS, PUBLISHED } from './published/published';
export { buildReport } from './report/build-report';
export { layerTable } from './report/sections/layer-table';
export { type Published, readRecords, readVerdicts } from './records/read-records';
export { readRun } from './runs/read-run';
export { ExperimentRecord } from './records/training-record';
