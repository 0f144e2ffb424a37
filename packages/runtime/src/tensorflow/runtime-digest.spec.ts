import { runtimeInfo } from '../install/runtime-info';
import { backend } from './backend';
import { runtimeDigest } from './runtime-digest';

test('a GPU and TensorFlow’s variables change the digest', () => {
  const { isUsingGpuDevice } = backend();
  try {
    backend().isUsingGpuDevice = false;
    const library = runtimeDigest({});
    expect(library).toBe(runtimeInfo()?.sha256);
    const others = [runtimeDigest({ TF_ENABLE_ONEDNN_OPTS: '0' }), runtimeDigest({ TF_NUM_INTRAOP_THREADS: '2' })];
    backend().isUsingGpuDevice = true;
    others.push(runtimeDigest({}));
    expect(new Set([library, ...others]).size).toBe(4);
    for (const other of others) expect(other).toMatch(/^[0-9a-f]{64}$/);
  } finally {
    backend().isUsingGpuDevice = isUsingGpuDevice;
  }
});
