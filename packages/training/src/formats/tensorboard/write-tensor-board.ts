import { mkdirSync } from 'node:fs';
import { Problem } from '@reprise/base';
import { type GraphDef, serializeGraph } from '@reprise/engine';
import type { History } from '@reprise/records';
import { backend, messages, tf, type TFEOpAttr } from '@reprise/runtime';
import { type BucketTable, BUCKETS, type Histograms } from './bucket-table';
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

/** The color of non-finite values, which the image op requires although bytes are finite. */
const BAD_COLOR = Uint8Array.of(255, 0, 0, 255);

/** Marks a tensor for TensorBoard's Histograms page. */
function histogramMetadata(): Uint8Array {
  const plugin = new messages['SummaryMetadata']['PluginData']();
  plugin.setPluginName('histograms');
  plugin.setContent(new messages['HistogramPluginData']().serializeBinary());
  const metadata = new messages['SummaryMetadata']();
  metadata.setPluginData(plugin);
  return metadata.serializeBinary();
}

/**
 * Starts an event file for TensorBoard. Each method adds one event; `step` counts epochs from 0. TensorFlow's summary ops write
 * it: TensorFlow.js has them for scalars and for histograms of live tensors only.
 * @param folder one without an earlier event file of this process: TensorFlow.js would reuse its writer
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/WriteSummary
 */
function openEventFile(folder: string) {
  const tfjs = backend();
  const { binding } = tfjs;
  const writer = tf.node.summaryFileWriter(folder);
  // TensorFlow.js never closes a writer.
  const { resourceHandle } = writer as unknown as { resourceHandle: tf.Tensor };
  const float32: TFEOpAttr = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const uint8: TFEOpAttr = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_UINT8 };
  const one: TFEOpAttr = { name: 'max_images', type: binding.TF_ATTR_INT, value: 1 };

  /** A tensor of a dtype that TensorFlow.js lacks. */
  const native = (dtype: number, shape: number[], values: Uint8Array | Int32Array): number =>
    binding.createTensor(shape, dtype, values);
  const text = (value: string | Uint8Array): tf.Tensor => tf.scalar(value as string, 'string');

  /** Runs a summary op. @param inputs after the writer and the step: tensors, or ids of {@link native} */
  const write = (op: string, attrs: TFEOpAttr[], step: number, inputs: (tf.Tensor | number)[]): void =>
    tf.tidy(() => {
      // An int64 as two halves, low first.
      const stepId = native(binding.TF_INT64, [], Int32Array.of(step, 0));
      const natives = [stepId, ...inputs.filter((input) => typeof input === 'number')];
      const ids = inputs.map((input) => (typeof input === 'number' ? input : tfjs.getInputTensorIds([input])[0]));
      try {
        binding.executeOp(op, attrs, [...tfjs.getInputTensorIds([resourceHandle]), stepId, ...ids], 0);
      } finally {
        natives.forEach((id) => binding.deleteTensor(id));
      }
    });

  return {
    scalar: (tag: string, value: number, step: number) => writer.scalar(tag, value, step),
    histogram: (tag: string, table: BucketTable, step: number) =>
      tf.tidy(() =>
        write('WriteSummary', [float32], step, [
          tf.tensor2d(table, [BUCKETS, 3]),
          text(tag),
          text(histogramMetadata()),
        ]),
      ),
    /** TensorFlow appends `/image` to the tag. */
    image: (tag: string, { height, width, channels, data }: Picture, step: number) =>
      tf.tidy(() =>
        write('WriteImageSummary', [uint8, one], step, [
          text(tag),
          native(binding.TF_UINT8, [1, height, width, channels], data),
          native(binding.TF_UINT8, [4], BAD_COLOR),
        ]),
      ),
    graph: (graph: GraphDef) => tf.tidy(() => write('WriteGraphSummary', [], 0, [text(serializeGraph(graph))])),
    /** Writes all events to disk and closes the file. */
    close() {
      writer.flush();
      tfjs.executeMultipleOutputs('CloseSummaryWriter', [], [resourceHandle], 0);
    },
  };
}

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
