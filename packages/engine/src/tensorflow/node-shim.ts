// tfjs-node 4.22 calls util functions that Node 23 removed; this file is imported before it.
const util: Record<string, unknown> = require('node:util');
util['isNullOrUndefined'] ??= (x: unknown): boolean => x === null || x === undefined;
util['isArray'] ??= Array.isArray;
export {};
