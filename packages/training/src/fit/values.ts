import { tf } from '@reprise/runtime';
import type { Trainer } from '@reprise/engine';

/** Values of a trainer's variables, in order: weights and the optimizer's state are float32, the step's seed is int32. */
export type Values = (Float32Array | Int32Array)[];

/** Copies of what variables hold. */
export const snapshot = (variables: readonly tf.Variable[]): Values =>
  variables.map((variable) => variable.dataSync<'float32'>().slice());

/** Gives a trainer's variables the values of a {@link snapshot}. */
export function restore(trainer: Trainer, values: Values): void {
  tf.tidy(() =>
    trainer.variables.forEach((variable, i) =>
      variable.assign(tf.tensor(values[i], variable.shape, variable.dtype as 'float32')),
    ),
  );
}
