import { tf } from '@reprise/runtime';

/** A variable that is not trained, and that alone keeps its first value: `tf.variable` copies the tensor it is given. */
export const stateVariable = (initial: () => tf.Tensor): tf.Variable => tf.tidy(() => tf.variable(initial(), false));
