#!/usr/bin/env node
// The reprise command is TypeScript; ts-node compiles it as it loads (types are checked by `tsc -b`).
require('ts-node').register({ transpileOnly: true, project: require.resolve('../tsconfig.json') });
require('../src/main.ts');
