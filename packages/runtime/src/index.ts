export type { Session } from './binding/sessions';
export { type Message, messages } from './binding/messages';
export { backend, type Binding, tensorflowVersion, type TFEOpAttr } from './tensorflow/backend';
export { intraOpThreads } from './environment';
export { runtimeDigest } from './tensorflow/runtime-digest';
export { tf } from './tensorflow/tf';
