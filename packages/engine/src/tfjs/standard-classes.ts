import { tf } from '@reprise/runtime';

export interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
  getClassName(): string;
}

/**
 * The names of TensorFlow.js's own classes by constructor, read before your code registers others. A subclass inherits the
 * class name, so only the constructor identifies the class; TensorFlow.js exports factories only.
 */
const CLASSES = new Map<unknown, string>(
  Object.values(tf.serialization.SerializationMap.getMap().classNameMap).flatMap(([constructor]) =>
    Object.hasOwn(constructor, 'className') ? [[constructor, constructor.className]] : [],
  ),
);

/** The class of a layer, activation or optimizer if it is TensorFlow.js's own. */
export const classOf = (object: object): string | undefined => CLASSES.get(object.constructor);

/** The class of a layer whose class and `call` are TensorFlow.js's own, and that has no call hook. */
export const standardName = (layer: tf.layers.Layer): string | undefined =>
  Object.hasOwn(layer, 'call') || layer['_callHook'] ? undefined : classOf(layer);

/** The name of an activation of TensorFlow.js's own; `linear` for none, undefined for a custom one. */
export const activationName = (activation: Activation | null | undefined): string | undefined =>
  activation ? (Object.hasOwn(activation, 'apply') ? undefined : classOf(activation)) : 'linear';
