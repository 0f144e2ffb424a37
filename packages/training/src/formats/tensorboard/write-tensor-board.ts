import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { Problem } from '@reprise/base';
import type { GraphDef } from '@reprise/engine';
import type { History } from '@reprise/records';
import { tf } from '@reprise/runtime';
import type { Histograms } from './bucket-table';
import { openEventFile } from './open-event-file';
import type { Picture } from './reconstructions-picture';

/** A training for TensorBoard. */
export interface BoardContent {
  /** Of {@link modelGraph}. */
  graph: GraphDef;
  history: History;
  /** By the weight's name in Keras. */
  histograms: Histograms;
  /** By tag, with the last epoch's weights. */
  pictures?: Record<string, Picture>;
}

/** The tags of Keras 2.2.4's TensorBoard callback (keras/callbacks.py, on_epoch_end). */
const TAGS = ['loss', 'acc', 'val_loss', 'val_acc'] as const;

/** The same callback's tag of a weight's histogram: `conv2d_1/kernel:0` -> `conv2d_1/kernel_0`. */
const weightTag = (name: string): string => name.replaceAll(':', '_');

function writeEvents(folder: string, { graph, history, histograms, pictures = {} }: BoardContent): void {
  const file = openEventFile(folder);
  try {
    file.graph(graph);
    for (const tag of TAGS) history[tag]?.forEach((value, epoch) => file.scalar(tag, value, epoch));
    for (const [name, tables] of Object.entries(histograms))
      tables.forEach((table, epoch) => file.histogram(weightTag(name), table, epoch));
    const last = Math.max(history.loss.length - 1, 0);
    for (const [tag, picture] of Object.entries(pictures)) file.image(tag, picture, last);
  } finally {
    file.close();
  }
}

/**
 * Writes a training's event file for TensorBoard: the scalars loss, acc, val_loss and val_acc, a histogram of each weight, the
 * model's graph, and pictures. Step 0 is the first epoch, as in Keras. No manifest lists the file, since its name and
 * content depend on the time.
 * @param folder replaced as a whole
 * @throws Problem when the folder cannot be written
 * @example
 * const content = { graph: modelGraph(model, 'lenet'), history, histograms };
 * await writeTensorBoard('artifacts/full/lenet/seed-1/tensorboard', content); // then: tensorboard --logdir artifacts/full
 */
export async function writeTensorBoard(folder: string, content: BoardContent): Promise<void> {
  // openEventFile needs a folder that this process has not used.
  const part = `${folder}.${randomUUID()}.part`;
  try {
    await mkdir(part, { recursive: true });
    tf.tidy(() => writeEvents(part, content));
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (cause) {
    // If rm fails as well, the first error says more.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw new Problem(
      {
        where: folder,
        expected: 'a folder to write curves for TensorBoard to',
        found: cause instanceof Error ? cause.message : String(cause),
        todo: 'Check its permissions and the disk space, and run the task again.',
      },
      { cause },
    );
  }
}
