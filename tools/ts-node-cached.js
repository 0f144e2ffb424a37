// ts-node with a cache in .reprise/compiled, since compiling takes 1.5 s of a training's start. A cached file is named by a
// hash of its source and the compiler's options, so it is never stale; the folder can be deleted at any time.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, '.reprise', 'compiled');
const CONFIG = join(ROOT, 'tsconfig.base.json');
const OPTIONS = [
  readFileSync(CONFIG),
  require('typescript/package.json').version,
  require('ts-node/package.json').version,
];

process.setSourceMapsEnabled(true);

let service;
function compile(code, file) {
  // Loaded on the first miss: TypeScript takes a quarter of a second to load.
  service ??= require('ts-node').create({ transpileOnly: true, project: CONFIG, compilerOptions: { rootDir: ROOT } });
  return service.compile(code, file);
}

/** Writes the whole file or none. If it cannot be written, the next command compiles again. */
function store(file, text) {
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

require.extensions['.ts'] = (module, file) => {
  const code = readFileSync(file, 'utf8');
  const hash = createHash('sha256');
  for (const part of [file, code, ...OPTIONS]) hash.update(part).update('\0');
  const cached = join(FOLDER, `${hash.digest('hex')}.js`);
  let compiled;
  try {
    compiled = readFileSync(cached, 'utf8');
  } catch {
    compiled = compile(code, file);
    store(cached, compiled);
  }
  module._compile(compiled, file);
};
