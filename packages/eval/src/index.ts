export * from './claims';
export * from './metrics';
export * from './plots';
export * from './published/published';
export * from './report';
