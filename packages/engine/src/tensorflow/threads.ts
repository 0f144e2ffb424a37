/**
 * How TensorFlow's threads are set, for every experiment alike. A batch is split into two towers that run side by side
 * between ops, each op on one thread: the ops are small, and a second thread inside them gains nothing. The numbers are
 * constants and part of the run record, because the order of additions, and so the last bits, follow from them.
 */
export const THREADS = { towers: 2, intra_op: 1, inter_op: 2 } as const;
