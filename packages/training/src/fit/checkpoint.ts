import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { digest } from '@reprise/base';
import writeFileAtomic from 'write-file-atomic';
import type { Callback, TrainingState } from './train-epochs';

/** Characters of a sha256 in hex. */
const DIGEST = 64;

/** @returns undefined if there is no file, or a damaged one, which is reported */
export async function readCheckpoint(path: string): Promise<TrainingState | undefined> {
  if (!existsSync(path)) return undefined;
  const bytes = await readFile(path);
  const body = bytes.subarray(DIGEST);
  if (bytes.subarray(0, DIGEST).toString('latin1') === digest(body)) return deserialize(body) as TrainingState;
  console.error(`${path}: the checkpoint is damaged, so training starts over`);
  return undefined;
}

/** Replaces the file as a whole, so that a crash at any moment leaves the one before. */
export async function writeCheckpoint(path: string, state: TrainingState): Promise<void> {
  const body = serialize(state); // at once: the caller may change the state while the file is written
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, Buffer.concat([Buffer.from(digest(body), 'latin1'), body]));
}

/**
 * Writes a checkpoint after each epoch, while the next one trains, and continues from the one that is there. The file holds a
 * digest and the state. List it last: it keeps what other callbacks add to the state. A failed write is thrown at the end of
 * the next epoch or of training.
 * @param path outside of the task's output folder, which Nx empties. Its name identifies all that the training depends on
 * @param beginning the last checkpoint of a shorter training; this one continues from it unless it has its own
 * @param onKept called with the last checkpointed epoch, after each write or read
 */
export function checkpoints(path: string, beginning?: string, onKept?: (epoch: number) => void): Callback {
  let writing: Promise<void> | undefined;
  let kept = { epoch: 0, file: path };
  const keep = (epoch: number, file = path): void => {
    kept = { epoch, file };
    onKept?.(epoch);
  };
  return {
    async onTrainBegin({ label, epochs }) {
      const own = await readCheckpoint(path);
      const state = own ?? (beginning && (await readCheckpoint(beginning)));
      if (!state) return undefined;
      console.error(`${label}: continuing after epoch ${state.epoch} of ${epochs}`);
      keep(state.epoch, own ? path : beginning);
      return state;
    },
    async onEpochEnd(state) {
      await writing;
      const { epoch } = state;
      writing = writeCheckpoint(path, state).then(() => keep(epoch));
      writing.catch(() => undefined); // thrown where it is awaited
    },
    async recovery() {
      await writing?.catch(() => undefined);
      return kept.epoch === 0
        ? 'No epoch was completed, so there is no checkpoint.'
        : `The last good checkpoint is of epoch ${kept.epoch}: ${relative(process.cwd(), kept.file)}.`;
    },
    onTrainEnd: () => writing,
  };
}
