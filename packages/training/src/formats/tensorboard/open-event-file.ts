import { backend, messages, tf, type TFEOpAttr } from '@reprise/runtime';
import { type GraphDef, serializeGraph } from '@reprise/engine';
import { type BucketTable, BUCKETS } from './bucket-table';
import type { Picture } from './reconstructions-picture';

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
 * Starts an event file for TensorBoard: each method adds one event, and `step` counts epochs from 0. It is written by TensorFlow's summary ops. TensorFlow.js has them for scalars and for
 * histograms of live tensors only.
 * @param folder one without an earlier event file of this process: TensorFlow.js would reuse its writer
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/WriteSummary
 */
export function openEventFile(folder: string) {
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
