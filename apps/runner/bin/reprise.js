#!/usr/bin/env node
// TypeScript is compiled as it loads; `tsc -b` checks the types.
require('../../../tools/ts-node-cached.js');
require('../src/main.ts');
