import { MODELS } from '@reprise/eval';

/** What is measured: each model, and `transfer-tail`, the trained layers of the transfer model on stored features. */
export const WORKLOADS = [...MODELS, 'transfer-tail'] as const;
export type Workload = (typeof WORKLOADS)[number];
