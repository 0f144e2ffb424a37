#!/usr/bin/env node
// The reprise command is TypeScript, compiled as it loads (types are checked by `tsc -b`).
require('./ts-node-cached.js');
require('../src/main.ts');
