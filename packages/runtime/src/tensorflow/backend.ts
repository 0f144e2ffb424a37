import type { NodeJSKernelBackend } from '#tfjs-node/nodejs_kernel_backend';
import type { TFEOpAttr } from '#tfjs-node/tfjs_binding';
import type { Binding } from '../binding/binding';
import { tf } from './tf';

export type { Binding, TFEOpAttr };

/** Members of tfjs-node 4.22's backend that its typings lack. */
interface BackendInternals {
  binding: Binding;
  /** Whether TensorFlow uses a GPU. */
  isUsingGpuDevice: boolean;
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  createOutputTensor(metadata: { id: number; shape: number[]; dtype: number }): tf.Tensor;
  executeSingleOutput: NodeJSKernelBackend['executeSingleOutput'];
  executeMultipleOutputs: NodeJSKernelBackend['executeMultipleOutputs'];
}

export const backend = (): BackendInternals => tf.backend() as unknown as BackendInternals;

/** The version of the loaded TensorFlow, such as 2.21.0. */
export const tensorflowVersion = (): string => backend().binding.TF_Version;
