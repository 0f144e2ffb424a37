// tools:runtime: puts a native TensorFlow in place and says which in artifacts/runtime.json, for tasks to depend on.
// Imports as little as it can: it runs before every pipeline, and nearly always all is there.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { endOnSignal } from '@reprise/base/end-on-signal';
import { ensureRuntime } from '@reprise/engine/native';

const FILE = resolve(__dirname, '../../artifacts/runtime.json');

/** Written only when it changes, so that its time tells since when this library is in use. */
function write(text: string): void {
  try {
    if (readFileSync(FILE, 'utf8') === text) return;
  } catch {
    mkdirSync(dirname(FILE), { recursive: true });
  }
  const fresh = `${FILE}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, FILE);
}

endOnSignal(() => 'tools:runtime: stopped; run the same command again');
ensureRuntime().then(
  ({ version, sha256, kind, gpu }) => write(JSON.stringify({ tensorflow: version, sha256, kind, gpu }, null, 2) + '\n'),
  (error: unknown) => {
    const problem = error instanceof Error && error.name === 'Problem';
    console.error(problem ? error.message : error);
    process.exitCode = 1;
  },
);
