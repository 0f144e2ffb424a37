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

// A layer makes its weights as its configuration says, before anything compares them with the file's. Five digits in a
// model.json are then a gigabyte of zeros.
prototype.addWeight = function (name, shape, ...rest) {
  const budget = budgets.getStore();
  if (budget === undefined) return addWeight.call(this, name, shape, ...rest);
  budget.left -= shape.reduce<number>((product, n) => product * (n ?? NaN), 1);
  if (!(budget.left >= 0))
    throw new Error(`weight ${this.name}/${name} of [${shape}], for which the file has no values`);
  const made = addWeight.call(this, name, shape, ...rest);
  budget.made.push(made);
  return made;
};

/**
 * Runs `build`, whose layers may make weights of `values` numbers all together. Where it fails, what they have made is
 * given back.
 * @throws Error when they would make more
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
