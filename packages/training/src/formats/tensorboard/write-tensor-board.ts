import { mkdirSync } from 'node:fs';
import { Problem } from '@reprise/base';
import type { GraphDef } from '@reprise/engine';
import type { History } from '@reprise/records';
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

/**
 * Writes a training's event file for TensorBoard: the scalars loss, acc, val_loss and val_acc, a histogram of each weight, the
 * model's graph, and pictures. Step 0 is the first epoch, as in Keras. No manifest lists the file, since its name and
 * content depend on the time.
 * @param folder one that this process has not used for an event file
 * @throws Problem when the folder cannot be written
 * @example
 * const content = { graph: modelGraph(model, 'lenet'), history, histograms };
 * writeTensorBoard('artifacts/full/lenet/seed-1/tensorboard', content); // then: tensorboard --logdir artifacts/full
 */
export function writeTensorBoard(folder: string, { graph, history, histograms, pictures = {} }: BoardContent): void {
  try {
    mkdirSync(folder, { recursive: true });
    const file = openEventFile(folder);
    try {
      file.graph(graph);
      for (const tag of TAGS) history[tag]?.forEach((value, epoch) => file.scalar(tag, value, epoch));
      for (const [name, tables] of Object.entries(histograms))
        // The same callback's tag: `conv2d_1/kernel:0` -> `conv2d_1/kernel_0`.
        tables.forEach((table, epoch) => file.histogram(name.replaceAll(':', '_'), table, epoch));
      const last = Math.max(history.loss.length - 1, 0);
      for (const [tag, picture] of Object.entries(pictures)) file.image(tag, picture, last);
    } finally {
      file.close();
    }
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const todo = 'Check its permissions and the disk space, and run the task again.';
    throw new Problem(
      { where: folder, expected: 'a folder to write curves for TensorBoard to', found, todo },
      { cause },
    );
  }
}
