// tfjs-node 4.22 calls functions of util that Node 22 warns of and Node 23 removed. Imported before it.
const util: Record<string, unknown> = require('node:util');
util['isNullOrUndefined'] = (x: unknown): boolean => x === null || x === undefined;
util['isArray'] = Array.isArray;
export {};
