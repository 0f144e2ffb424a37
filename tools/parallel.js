// How many tasks run at once.
const { availableParallelism, totalmem } = require('node:os');

/** A task takes at most 2 GB; the rest is for the system. */
const BYTES_PER_TASK = 3 * 2 ** 30;

/** At least 1, by cores and memory. On a GPU 1: trainings would share its memory. */
exports.parallelTasks = () => {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  if (process.env.REPRISE_GPU === '1') return 1;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(memory / BYTES_PER_TASK)));
};
