import { AsyncLocalStorage } from 'node:async_hooks';
import { variableOf } from '@reprise/engine';
import { tf } from '@reprise/runtime';

type AddWeight = (
  this: tf.layers.Layer,
  name: string,
  shape: (number | null)[],
  ...rest: unknown[]
) => tf.LayerVariable;

interface Budget {
  left: number;
  made: tf.LayerVariable[];
}

const budgets = new AsyncLocalStorage<Budget>();
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
  const made = addWeight.call(this, name, shape, ...rest);
  budget.made.push(made);
  return made;
};

/**
 * Runs `build`, whose layers may create weights of at most `values` numbers in total. If it fails, the created weights are
 * disposed.
 * @throws Error when the layers would create more
 */
export async function withWeightBudget<T>(values: number, build: () => Promise<T>): Promise<T> {
  const budget: Budget = { left: values, made: [] };
  try {
    return await budgets.run(budget, build);
  } catch (error) {
    budget.made.forEach((variable) => variableOf(variable).dispose());
    throw error;
  }
}
