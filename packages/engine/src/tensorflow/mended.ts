// What engine replaces or adds in TensorFlow.js, for the process.
import './batch-norm-gradient';
import './comparison-gradients';
import './conv3d-transpose-gradient';
import './dense-bincount';
import './relu-gradient';
import './round-int32';
