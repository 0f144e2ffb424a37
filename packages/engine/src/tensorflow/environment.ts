// TensorFlow reads these when it loads, so this file is imported before it. They are set, not defaulted: results may not
// depend on the user's environment.
import { wantedKind } from '../native';
import { THREADS } from './threads';

process.env['TF_NUM_INTRAOP_THREADS'] = String(THREADS.intra_op);
process.env['TF_NUM_INTEROP_THREADS'] = String(THREADS.inter_op);
process.env['OMP_NUM_THREADS'] = '1';
// On some processors TensorFlow leaves oneDNN off; with it the convolutions take half the time.
process.env['TF_ENABLE_ONEDNN_OPTS'] = '1';
delete process.env['TF_XLA_FLAGS'];
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
if (wantedKind(process.env) === 'gpu') {
  // The same bits on every run: no sums in the order in which threads end, no algorithm chosen by the clock, and one
  // workspace of a fixed size for cuBLAS.
  process.env['TF_DETERMINISTIC_OPS'] = '1';
  process.env['TF_CUDNN_USE_AUTOTUNE'] = '0';
  process.env['CUBLAS_WORKSPACE_CONFIG'] = ':4096:8';
  // float32 as on the processor, not the 10 bits of TensorFloat-32.
  process.env['NVIDIA_TF32_OVERRIDE'] = '0';
  // Take what is needed, not the whole GPU.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] = 'true';
}
