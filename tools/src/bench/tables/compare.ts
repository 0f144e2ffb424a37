import { type FrameworkName, NOTEBOOK_LOOP } from '../frameworks/candidates';
import type { Workload } from '../frameworks/protocol';
import type { BenchResult, Measured, WorkloadResult } from '../result';

/**
 * Bars for one bench on two cores: how many times as fast as the fastest setting of all rivals, and the share of the matrix
 * product's rate that steps reach without validation, checkpoints and progress.
 */
const BARS: Partial<Record<Workload, { rival: number; share?: number }>> = {
  lenet: { rival: 1.8, share: 0.4 },
  autoencoder: { rival: 2.5, share: 0.33 },
  birnn: { rival: 2.3, share: 0.5 },
  'cnn-lstm': { rival: 2, share: 0.58 },
  // Against Keras with the notebook's loop.
  transfer: { rival: 12 },
  'transfer-tail': { rival: 2.2 },
};

const fastest = (candidates: Measured[]): Measured | undefined =>
  candidates.toSorted((a, b) => a.ms.median - b.ms.median)[0];

/**
 * A workload's fastest setting of each framework, how many times as fast Reprise is, and its share of the matrix product's rate,
 * of epochs and of steps. A framework that was not measured is undefined.
 */
export function compare({ candidates, flops, rows, validation_rows, matmul_flops }: WorkloadResult) {
  const best = (name: FrameworkName): Measured | undefined =>
    fastest(candidates.filter(({ framework }) => framework === name));
  const reprise = best('reprise');
  if (!reprise) throw new Error('a result without Reprise');
  const ratio = (measured: Measured): number => measured.ms.median / reprise.ms.median;
  /** @param ms a training row */
  const share = (operations: number, ms: number): number => operations / (ms / 1000) / matmul_flops.median;
  return {
    reprise,
    best,
    rival: fastest(candidates.filter(({ framework }) => framework !== 'reprise')),
    ratio,
    share: flops && share(flops.step + (flops.forward * validation_rows) / rows, reprise.ms.median),
    stepsShare: flops && reprise.steps_ms && share(flops.step, reprise.steps_ms.median),
  };
}

/** The bars of a result that have a measured value. */
export const judge = (result: BenchResult) =>
  result.workloads.flatMap((one) => {
    const bar = BARS[one.workload as Workload];
    const { rival: fastestRival, ratio, stepsShare } = compare(one);
    const rival = one.candidates.find(({ setting }) => setting === NOTEBOOK_LOOP) ?? fastestRival;
    return [
      { bar: bar?.rival, value: rival && ratio(rival), what: 'rival' as const },
      { bar: bar?.share, value: stepsShare, what: 'share' as const },
    ].flatMap(({ bar, value, what }) =>
      bar === undefined || value === undefined
        ? []
        : [{ workload: one.workload, what, bar, value, reached: value >= bar }],
    );
  });
