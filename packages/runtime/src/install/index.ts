// Finds and installs TensorFlow's native library. Loads no TensorFlow.
export { changedEnvironment } from '../environment';
export { type DoctorItem, inspect, renderDoctor } from './doctor/inspect';
export { ensureRuntime } from './ensure-runtime';
export type { RuntimeOptions } from './options';
export { type Member, PINS } from './sources/pins';
