// Replaces kernels and gradients of TensorFlow.js that are missing, wrong or slow, for the whole process.
import './batch-norm-gradient';
import './comparison-gradients';
import './conv3d-transpose-gradient';
import './dense-bincount';
import './relu-gradient';
import './round-int32';
