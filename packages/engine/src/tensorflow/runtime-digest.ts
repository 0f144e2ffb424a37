import { digest } from '@reprise/base';
import { runtimeInfo } from '../native';
import { backend, tensorflowVersion } from './backend';

/** What stands in records and keys for what computes: another library, or a GPU, computes other bits. */
export function runtimeDigest(): string {
  const library = runtimeInfo()?.sha256 ?? digest(tensorflowVersion());
  return backend().isUsingGpuDevice ? digest(`${library} on a GPU`) : library;
}
