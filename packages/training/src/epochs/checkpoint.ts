import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { digest, sweepHalfWritten } from '@reprise/base';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { Histograms } from '../files/bucket-table';
import { History } from '@reprise/records';
import type { Values } from './values';

/** The state of a training between two epochs, from which it goes on to the same bits. */
export interface Checkpoint {
  /** What the training is: only the same goes on from here. */
  of: string;
  /** Epochs done. */
  epoch: number;
  history: History;
  /** One table an epoch of each weight that is watched. */
  histograms: Histograms;
  /** What each epoch took. */
  seconds: number[];
  /** Values of the trainer's variables, in order. */
  values: Values;
  /** At the lowest val_loss. */
  best?: { epoch: number; valLoss: number; values: Values };
}

const floats = z.instanceof(Float32Array);
const values = z.array(z.union([floats, z.instanceof(Int32Array)]));
const Epoch = z.int().positive();
const Saved = z.strictObject({
  of: z.string(),
  epoch: Epoch,
  history: History,
  histograms: z.record(z.string(), z.array(floats)),
  seconds: z.array(z.number()),
  values,
  best: z.strictObject({ epoch: Epoch, valLoss: z.number(), values }).optional(),
}) satisfies z.ZodType<Checkpoint>;

/** Characters, and bytes, of a sha256 in hex. */
const DIGEST = 64;

/** @throws Error of several kinds when the bytes are no checkpoint, or not those that were written */
function read(bytes: Buffer): Checkpoint {
  const body = bytes.subarray(DIGEST);
  if (bytes.subarray(0, DIGEST).toString('latin1') !== digest(body)) throw new Error('another digest');
  return Saved.parse(deserialize(body));
}

/** Where a training's checkpoint lies. Outside of the task's output folder, which Nx wipes. */
export interface CheckpointFile {
  readonly path: string;
  /** @returns undefined where there is none, or one that is not what was written */
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A checkpoint in one file: a digest, then the state. It is replaced as a whole, so a crash at any moment leaves the one
 * before. A damaged file is ignored, and a line says so.
 */
export const checkpointFile = (path: string): CheckpointFile => ({
  path,
  async load() {
    if (!existsSync(path)) return undefined;
    try {
      return read(await readFile(path));
    } catch {
      console.error(`${path}: a damaged checkpoint, so training begins anew`);
      return undefined;
    }
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
