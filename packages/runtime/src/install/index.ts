// Finds TensorFlow's native library and puts it in place. Loads no TensorFlow.
export { changedEnvironment } from '../environment';
export type { DoctorItem, DoctorReport } from './doctor/inspect';
export { inspect } from './doctor/inspect';
export { renderDoctor } from './doctor/render-doctor';
export { ensureRuntime } from './ensure-runtime';
export type { RuntimeOptions } from './options';
export { PLATFORMS } from './platform';
export { runtimeInfo, type RuntimeInfo } from './runtime-info';
export { filesOf, type LibraryPin, type Member, PINS } from './sources/pins';
export { unpackMembers } from './sources/unpack-members';
export { GPU_VARIABLE, type Kind, wantedKind } from './wanted-kind';
