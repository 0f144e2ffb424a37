export * from './duplicate-images';
export * from './trivial-rules';
export * from './url-facts';
