// Finds and builds the native library. Imports no TensorFlow, and on the quick path nothing but Node itself.
export type { DoctorItem, DoctorReport } from './doctor-report';
export { ensureRuntime } from './ensure-runtime';
export { inspect } from './inspect';
export type { RuntimeOptions } from './options';
export { type Member, PINS, type Wheel } from './pins';
export { renderDoctor } from './render-doctor';
export { addonLink, linkedRuntime, runtimeInfo, type RuntimeInfo } from './runtime-info';
export { GPU_VARIABLE, wantedKind, type Kind } from './wanted-kind';
