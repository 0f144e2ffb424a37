// Nx takes what lies in its cache as it is: a damaged entry is put back over good files, one that is gone counts as a hit
// that leaves nothing, and --skip-nx-cache leaves the entry in place. So after each run every entry that was used is held
// against the manifest that its task wrote (0.3 s for all that a pipeline leaves), and a damaged one is never used again.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { DbCache } = require('nx/src/tasks-runner/cache');
const { cacheDir } = require('nx/src/utils/cache-directory');

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What is wrong with a cached output folder, or undefined: every task of ours leaves a manifest in it. */
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

/** An entry of a failed task is never used, and the task's next run writes it anew. Nx has no other way to drop one. */
const drop = (task) => new DbCache({}).put(task, '', [], 1);

/** @throws Error when a task's result came from a damaged entry of the cache, which it has dropped then */
exports.verifyCached = async function verifyCached(taskResults) {
  const hits = Object.values(taskResults).filter(({ status }) => /^(local|remote)-cache/.test(status));
  const damaged = [];
  for (const { task } of hits) {
    let fault = faultOfEntry(task);
    // Another Nx may be writing the same entry just now.
    if (fault !== undefined) fault = await sleep(1000).then(() => faultOfEntry(task));
    if (fault === undefined) continue;
    await drop(task);
    damaged.push(`${task.target.project}:${task.target.target} (found ${fault})`);
  }
  if (damaged.length === 0) return;
  throw new Error(
    `Nx's cache: expected the files that were kept, found damaged ones of ${damaged.join(', ')}. They are dropped: run the same command again, which makes them anew.`,
  );
};
