export * from './build-report';
export * from './report-times';
export * from './results';
export * from './singles';
