import { digest } from '@reprise/base';
import { changedEnvironment } from '../environment';
import { runtimeInfo } from '../install/runtime-info';
import { backend, tensorflowVersion } from './backend';

/** Names what computes, for records and keys: another library, a GPU or other variables may compute other bits. */
export function runtimeDigest(env: NodeJS.ProcessEnv = process.env): string {
  const library = runtimeInfo()?.sha256 ?? digest(tensorflowVersion());
  const changed = changedEnvironment(env);
  if (!backend().isUsingGpuDevice && Object.keys(changed).length === 0) return library;
  return digest(JSON.stringify({ library, gpu: backend().isUsingGpuDevice, changed }));
}
