import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { Problem } from '@reprise/data';
import type { History } from '../records';
import { backend } from '../tensorflow/backend';
import { tf } from '../tensorflow/tf';

/** What Keras 2.2.4's TensorBoard callback writes at the end of an epoch (keras/callbacks.py, on_epoch_end). */
const TAGS = ['loss', 'acc', 'val_loss', 'val_acc'] as const;

function writeScalars(folder: string, history: History): void {
  const writer = tf.node.summaryFileWriter(folder);
  for (const tag of TAGS) history[tag]?.forEach((value, epoch) => writer.scalar(tag, value, epoch));
  writer.flush();
  // Lets go of the file: TensorFlow.js has no `close`, and keeps each writer for the life of the process.
  const { resourceHandle } = writer as unknown as { resourceHandle: tf.Tensor };
  backend().executeMultipleOutputs('CloseSummaryWriter', [], [resourceHandle], 0);
}

/**
 * Writes a training's curves for TensorBoard: the scalars loss, acc, val_loss and val_acc, step 0 being the first epoch,
 * as Keras counts. The event file's name and its times tell when it was written, so it is no part of a manifest.
 * @param folder is replaced as a whole
 * @throws Problem when the folder can't be written
 * @example
 * await writeTensorBoard('artifacts/full/lenet/seed-1/tensorboard', history); // then: tensorboard --logdir artifacts/full
 */
export async function writeTensorBoard(folder: string, history: History): Promise<void> {
  // A name of its own each time: for a folder that it has seen, TensorFlow.js gives the writer of that time.
  const part = `${folder}.${randomUUID()}.part`;
  try {
    await mkdir(part, { recursive: true });
    tf.tidy(() => writeScalars(part, history));
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (cause) {
    // Where the folder can't be, rm fails as well, and what went wrong first says more.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw new Problem(
      {
        where: folder,
        expected: 'a folder to write curves for TensorBoard to',
        found: cause instanceof Error ? cause.message : String(cause),
        todo: 'See that it may be written to and has space, then run the task again.',
      },
      { cause },
    );
  }
}
