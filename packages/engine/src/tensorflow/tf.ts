// The one place that loads TensorFlow. All of engine imports it from here.
import './environment';
import './node-shim';
import './require-native';
import * as tf from '@tensorflow/tfjs-node-gpu';

export { tf };
