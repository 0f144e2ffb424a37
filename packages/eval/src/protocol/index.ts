export * from './protocol';
export { protocolTables } from './protocol-markdown';
