// Nx trusts its cache: it restores a damaged entry over good files, counts an entry without files as a hit, and keeps a bad
// one despite --skip-nx-cache. So after each run, every entry that was used is compared with the manifest that its task
// wrote (0.3 s for a pipeline), and a damaged one is dropped.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { DbCache } = require('nx/src/tasks-runner/cache');
const { cacheDir } = require('nx/src/utils/cache-directory');

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What is wrong with a cached output folder; undefined if it matches its manifest. */
function faultOf(folder) {
  if (!existsSync(folder)) return 'nothing';
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return 'no manifest.json';
  try {
    for (const [name, expected] of Object.entries(JSON.parse(readFileSync(manifest, 'utf8')).sha256)) {
      const file = join(folder, name);
      if (!existsSync(file)) return `no ${name}`;
      if (sha256(file) !== expected) return `another ${name}`;
    }
    return undefined;
  } catch (error) {
    return error.message;
  }
}

const faultOfEntry = ({ hash, outputs }) =>
  outputs.map((output) => faultOf(join(cacheDir, hash, output))).find((fault) => fault !== undefined);

/** Nx has no way to delete an entry, but never uses one of a failed task, and overwrites it. */
const drop = (task) => new DbCache({}).put(task, '', [], 1);

/** @throws Error when a task's result came from a damaged cache entry, which is dropped first */
exports.verifyCached = async function verifyCached(taskResults) {
  const damaged = [];
  for (const { task, status } of Object.values(taskResults)) {
    if (!/^(local|remote)-cache/.test(status)) continue;
    let fault = faultOfEntry(task);
    // Another Nx may be writing the entry.
    if (fault !== undefined) fault = await sleep(1000).then(() => faultOfEntry(task));
    if (fault === undefined) continue;
    await drop(task);
    damaged.push(`${task.target.project}:${task.target.target} (found ${fault})`);
  }
  if (damaged.length === 0) return;
  throw new Error(
    `Nx's cache: expected the files that were kept, found damaged ones of ${damaged.join(', ')}. They are dropped: run the same command again to make them anew.`,
  );
};
