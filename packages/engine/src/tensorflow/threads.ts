/**
 * How TensorFlow's threads are set, for every experiment alike: two ops side by side, each on one thread. The ops are
 * small, and a second thread inside them gains nothing; what runs side by side are the towers into which a batch is
 * split, or the two directions of a bidirectional layer. The numbers are constants and part of the run record, because
 * the order of additions, and so the last bits, follow from them.
 */
export const THREADS = { intra_op: 1, inter_op: 2 } as const;
