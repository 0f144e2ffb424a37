// TensorFlow reads these when it loads, so this file is imported before it. They are set, not defaulted: results may not
// depend on the user's environment.
import { THREADS } from './threads';

process.env['TF_NUM_INTRAOP_THREADS'] = String(THREADS.intra_op);
process.env['TF_NUM_INTEROP_THREADS'] = String(THREADS.inter_op);
process.env['OMP_NUM_THREADS'] = '1';
// On some processors TensorFlow leaves oneDNN off; with it the convolutions take half the time.
process.env['TF_ENABLE_ONEDNN_OPTS'] = '1';
delete process.env['TF_XLA_FLAGS'];
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
