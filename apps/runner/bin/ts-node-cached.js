// ts-node, with what it compiled kept in .reprise/compiled: compiling is half of what a short command takes. A file is
// known by its content and the compiler's options, so nothing is ever stale; the folder may be deleted at any time.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const ROOT = join(__dirname, '../../..');
const FOLDER = join(ROOT, '.reprise', 'compiled');
const OPTIONS = [
  readFileSync(join(ROOT, 'tsconfig.base.json')),
  readFileSync(join(__dirname, '../tsconfig.json')),
  require('typescript/package.json').version,
  require('ts-node/package.json').version,
];

let service;
function compile(code, file) {
  // Loaded when the first file must be compiled: TypeScript takes a quarter of a second to load.
  service ??= require('ts-node').create({ transpileOnly: true, project: require.resolve('../tsconfig.json') });
  return service.compile(code, file);
}

/** Keeps `text`, whole or not at all; a folder that may not be written costs time and nothing else. */
function keep(file, text) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The next command compiles again.
  }
}

require.extensions['.ts'] = (module, file) => {
  const code = readFileSync(file, 'utf8');
  const hash = createHash('sha256').update(file).update('\0').update(code);
  for (const option of OPTIONS) hash.update('\0').update(option);
  const kept = join(FOLDER, `${hash.digest('hex')}.js`);
  let compiled;
  try {
    compiled = readFileSync(kept, 'utf8');
  } catch {
    compiled = compile(code, file);
    keep(kept, compiled);
  }
  module._compile(compiled, file);
};
