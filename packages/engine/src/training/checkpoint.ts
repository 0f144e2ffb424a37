import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { digest, sweepHalfWritten } from '@reprise/data';
import writeFileAtomic from 'write-file-atomic';
import type { Histograms } from '../files/bucket-table';
import type { Figures, History } from '../records';

/** The state of a training between two epochs, from which it goes on to the same bits. */
export interface Checkpoint {
  /** Epochs done. */
  epoch: number;
  history: History;
  /** One table an epoch of each weight that is watched. */
  histograms: Histograms;
  seconds: number[];
  /** Values of the trainer's variables, in order. */
  values: (Float32Array | Int32Array)[];
  best?: { epoch: number; valLoss: number; values: Float32Array[]; test: Figures };
}

/** Where a training's checkpoint lies. Outside of the task's output folder, which Nx wipes. */
export interface CheckpointFile {
  readonly path: string;
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A checkpoint in one file: a digest, then the state. It is replaced as a whole, so a crash at any moment leaves the one
 * before. A file that does not match its digest is as good as none; a line says so.
 */
export const checkpointFile = (path: string): CheckpointFile => ({
  path,
  async load() {
    if (!existsSync(path)) return undefined;
    const bytes = await readFile(path);
    const body = bytes.subarray(64);
    if (bytes.subarray(0, 64).toString('latin1') === digest(body)) return deserialize(body) as Checkpoint;
    console.error(`${path}: a damaged checkpoint, so training begins anew`);
    return undefined;
  },
  async save(checkpoint) {
    await mkdir(dirname(path), { recursive: true });
    const body = serialize(checkpoint);
    await writeFileAtomic(path, Buffer.concat([Buffer.from(digest(body), 'latin1'), body]));
  },
  async remove() {
    await rm(path, { force: true });
    await sweepHalfWritten(path);
  },
});
