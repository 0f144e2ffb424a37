// TensorFlow.js on native TensorFlow: as the index of tfjs-node, but with the binding instead of its addon. Only this file
// loads TensorFlow.
import './node-utilities';
import '#tfjs-node/register_all_kernels';
import * as tfjs from '@tensorflow/tfjs';
import { ProgbarLogger } from '#tfjs-node/callbacks';
import { nodeFileSystemRouter } from '#tfjs-node/io/file_system';
import { NodeJSKernelBackend } from '#tfjs-node/nodejs_kernel_backend';
import { createBinding } from '../binding/binding';
import { loadLibrary, setUnset } from '../binding/load-library';
import { environmentFor, logLevel } from '../environment';
import { requireRuntime } from '../install/runtime-info';
import * as tf from './namespace';

const { library } = requireRuntime();
for (const [name, value] of Object.entries(environmentFor(process.env))) setUnset(name, value);
const binding = createBinding(loadLibrary(library, logLevel(process.env)));
const backend = (): NodeJSKernelBackend => new NodeJSKernelBackend(binding as never, '@tensorflow/tfjs-node-gpu');
tfjs.registerBackend('tensorflow', backend, 3);
if (!tfjs.setBackend('tensorflow')) throw new Error('TensorFlow.js does not accept its native backend');
tfjs.io.registerLoadRouter(nodeFileSystemRouter);
tfjs.io.registerSaveRouter(nodeFileSystemRouter);
// The progress bar of TensorFlow.js's `fit` with `verbose: 1`.
tfjs.registerCallbackConstructor(1, ProgbarLogger);

export { tf };
