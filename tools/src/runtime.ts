// tools:runtime: puts TensorFlow's native library in place and says which in artifacts/runtime.json, for tasks to depend on.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { artifactsDir, endOnSignal, reportFailure } from '@reprise/base';
import { changedEnvironment, ensureRuntime } from '@reprise/runtime/install';
import writeFileAtomic from 'write-file-atomic';

async function main(): Promise<void> {
  const { version, sha256, kind, gpu } = await ensureRuntime();
  const record = { tensorflow: version, sha256, kind, gpu, ...changedEnvironment(process.env) };
  const text = JSON.stringify(record, null, 2) + '\n';
  const file = artifactsDir('runtime.json');
  // Written only when it changes: its time tells since when this library is in use.
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(artifactsDir(), { recursive: true });
  await writeFileAtomic(file, text);
}

endOnSignal(() => 'tools:runtime: stopped; run the same command again');
main().catch(reportFailure);
