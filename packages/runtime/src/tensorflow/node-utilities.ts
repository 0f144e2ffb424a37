// tfjs-node 4.22 calls functions of util that Node 22 deprecated and Node 23 removed. Import this first.
const util: Record<string, unknown> = require('node:util');
util['isNullOrUndefined'] = (x: unknown): boolean => x === null || x === undefined;
util['isArray'] = Array.isArray;
export {};
