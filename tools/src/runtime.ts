// tools:runtime: installs TensorFlow's native library and records it in artifacts/runtime.json, an input of other tasks.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { artifactsDir, endOnSignal, jsonText, reportFailure, writeJson } from '@reprise/base';
import { changedEnvironment, ensureRuntime } from '@reprise/runtime/install';

async function main(): Promise<void> {
  const { version, sha256, kind, gpu } = await ensureRuntime();
  const record = { tensorflow: version, sha256, kind, gpu, ...changedEnvironment(process.env) };
  const file = artifactsDir('runtime.json');
  // Written only if it changes: its time tells since when this library is in use.
  if (existsSync(file) && readFileSync(file, 'utf8') === jsonText(record)) return;
  mkdirSync(artifactsDir(), { recursive: true });
  await writeJson(file, record);
}

endOnSignal(() => 'tools:runtime: stopped; run the same command again');
main().catch(reportFailure);
