import { digest } from '@reprise/base';
import { runtimeInfo } from '../install/runtime-info';
import { backend, tensorflowVersion } from './backend';
import { changedEnvironment } from '../environment';

/** What computes, for records and keys: another library, a GPU, or other settings of TensorFlow's may compute other bits. */
export function runtimeDigest(env: NodeJS.ProcessEnv = process.env): string {
  const library = runtimeInfo()?.sha256 ?? digest(tensorflowVersion());
  const changed = changedEnvironment(env);
  if (!backend().isUsingGpuDevice && Object.keys(changed).length === 0) return library;
  return digest(JSON.stringify({ library, gpu: backend().isUsingGpuDevice, changed }));
}
