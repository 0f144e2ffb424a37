import { runtimeInfo } from '../native';
import { backend } from './backend';
import { runtimeDigest } from './runtime-digest';

test('what a GPU computes has keys of its own, and what the processor computes those of its library', () => {
  const { isUsingGpuDevice } = backend();
  try {
    backend().isUsingGpuDevice = false;
    expect(runtimeDigest()).toBe(runtimeInfo()?.sha256);
    backend().isUsingGpuDevice = true;
    expect(runtimeDigest()).toMatch(/^[0-9a-f]{64}$/);
    expect(runtimeDigest()).not.toBe(runtimeInfo()?.sha256);
  } finally {
    backend().isUsingGpuDevice = isUsingGpuDevice;
  }
});
