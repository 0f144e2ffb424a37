import type { Random } from '@reprise/engine/random';

/**
 * The source of the orders of rows of one call of `fit`.
 * @param run the run's own source, `createRandom(seed)`
 * @param round number of the call, from 1
 */
export const ordersOfFit = (run: Random, round = 1): Random =>
  run.fork(round === 1 ? 'order' : `order of round ${round}`);

/** The order in which an epoch passes over its rows. @param orders as {@link ordersOfFit} returns them @param epoch from 1 */
export const rowOrder = (orders: Random, epoch: number, rows: number): Int32Array =>
  orders.fork(`epoch ${epoch}`).permutation(rows);
