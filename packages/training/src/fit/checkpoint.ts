import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { digest, Problem, sweepHalfWritten } from '@reprise/base';
import type { Trainer } from '@reprise/engine';
import { History } from '@reprise/records';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { Callback, EpochOptions, TrainingState } from './train-epochs';

/** A training's state on disk. */
export interface Checkpoint {
  /** Identifies the training: only the same one continues from here. */
  of: string;
  state: TrainingState;
}

const floats = z.instanceof(Float32Array);
const values = z.array(z.union([floats, z.instanceof(Int32Array)]));
const Epoch = z.int().positive();
const Saved = z.strictObject({
  of: z.string(),
  state: z.strictObject({
    epoch: Epoch,
    history: History,
    histograms: z.record(z.string(), z.array(floats)),
    seconds: z.array(z.number()),
    values,
    best: z.strictObject({ epoch: Epoch, valLoss: z.number(), values }).optional(),
  }),
}) satisfies z.ZodType<Checkpoint>;

/** Characters of a sha256 in hex. */
const DIGEST = 64;

/** A checkpoint in one file, outside of the task's output folder, which Nx empties. */
export interface CheckpointFile {
  readonly path: string;
  /** @returns undefined if there is no file, or a damaged one */
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The file holds a digest and the state. It is replaced as a whole, so a crash at any moment leaves the one before. A
 * damaged file is reported and ignored.
 */
export const checkpointFile = (path: string): CheckpointFile => ({
  path,
  async load() {
    if (!existsSync(path)) return undefined;
    try {
      const bytes = await readFile(path);
      const body = bytes.subarray(DIGEST);
      if (bytes.subarray(0, DIGEST).toString('latin1') !== digest(body)) throw new Error('another digest');
      return Saved.parse(deserialize(body));
    } catch {
      console.error(`${path}: the checkpoint is damaged, so training starts over`);
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

/** Identifies a training, as far as a checkpoint may be of another one: optimizer, weights, rows and their order. */
const identityOf = ({ optimizer, variables }: Trainer, { train, random }: EpochOptions): string =>
  digest(
    JSON.stringify({
      optimizer: optimizer.getConfig(),
      shapes: variables.map(({ shape }) => shape),
      rows: train.rows,
      order: random.fork('epoch 1').int32(),
    }),
  );

/**
 * Writes a checkpoint after each epoch, and continues from the one that is there. A checkpoint of another training is
 * reported and ignored. List it last: it keeps what other callbacks add to the state.
 * @param onKept called with the last checkpointed epoch, after each write or read
 */
export function checkpoints(file: CheckpointFile, onKept?: (epoch: number) => void): Callback {
  let of = '';
  return {
    async onTrainBegin(trainer, options) {
      const { label, epochs } = options;
      of = identityOf(trainer, options);
      const checkpoint = await file.load();
      if (checkpoint === undefined) return undefined;
      if (checkpoint.of !== of) {
        console.error(`${label}: the checkpoint is of another training, so training starts over`);
        return undefined;
      }
      const { state } = checkpoint;
      if (state.epoch > epochs)
        throw new Problem({
          where: label,
          expected: `a checkpoint of at most ${epochs} epochs`,
          found: `one of ${state.epoch}`,
          todo: `Remove ${file.path}, or train for more epochs.`,
        });
      console.error(`${label}: continuing after epoch ${state.epoch} of ${epochs}`);
      onKept?.(state.epoch);
      return state;
    },
    async onEpochEnd(state) {
      await file.save({ of, state });
      onKept?.(state.epoch);
    },
    recovery: (epochs) =>
      epochs === 0
        ? 'No epoch was completed, so there is no checkpoint.'
        : `The last good checkpoint is of epoch ${epochs}: ${relative(process.cwd(), file.path)}.`,
  };
}
