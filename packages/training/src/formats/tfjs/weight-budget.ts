import { AsyncLocalStorage } from 'node:async_hooks';
import { tf } from '@reprise/runtime';

type AddWeight = (
  this: tf.layers.Layer,
  name: string,
  shape: (number | null)[],
  ...rest: unknown[]
) => tf.LayerVariable;

const budgets = new AsyncLocalStorage<{ left: number }>();
const prototype = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
const { addWeight } = prototype;

// A layer creates weights by its configuration before anything compares them with the file's: a few digits in model.json
// could allocate gigabytes.
prototype.addWeight = function (name, shape, ...rest) {
  const budget = budgets.getStore();
  if (budget === undefined) return addWeight.call(this, name, shape, ...rest);
  budget.left -= shape.reduce<number>((product, n) => product * (n ?? NaN), 1);
  if (!(budget.left >= 0))
    throw new Error(`weight ${this.name}/${name} of [${shape}], which has no values in the file`);
  return addWeight.call(this, name, shape, ...rest);
};

/**
 * Runs `build`, whose layers may create weights of at most `values` numbers in total.
 * @throws Error when the layers would create more
 */
export const withWeightBudget = <T>(values: number, build: () => Promise<T>): Promise<T> =>
  budgets.run({ left: values }, build);
