export * from './build-report';
export * from './model-names';
export * from './report-times';
export * from './results';
export * from './singles';
export { HEADLINES } from './summary-section';
