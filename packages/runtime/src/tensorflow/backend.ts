import type { NodeJSKernelBackend } from '#tfjs-node/nodejs_kernel_backend';
import type { TFEOpAttr } from '#tfjs-node/tfjs_binding';
import type { Binding } from '../binding/binding';
import { tf } from './tf';

export type { Binding, TFEOpAttr };

/** What tfjs-node's backend has beyond its typings, under the names of its version 4.22. */
interface BackendInternals {
  binding: Binding;
  /** Whether TensorFlow has found a GPU that it can use. */
  isUsingGpuDevice: boolean;
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  createOutputTensor(metadata: { id: number; shape: number[]; dtype: number }): tf.Tensor;
  executeSingleOutput: NodeJSKernelBackend['executeSingleOutput'];
  executeMultipleOutputs: NodeJSKernelBackend['executeMultipleOutputs'];
}

export const backend = (): BackendInternals => tf.backend() as unknown as BackendInternals;

/** The version of the TensorFlow library that is loaded, such as 2.21.0. */
export const tensorflowVersion = (): string => backend().binding.TF_Version;
