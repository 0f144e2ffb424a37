import type { BenchResult, Measured, WorkloadResult } from '../result';
import type { Workload } from '../frameworks/protocol';

/** How many times as fast as a baseline Reprise is; `share` is of the rate of a large matrix product. */
interface Ratios {
  tfjs?: number;
  keras?: number;
  bestKeras?: number;
  share?: number;
}

/** Targets for one bench on two cores. */
const TARGETS: Partial<Record<Workload, Ratios>> = {
  autoencoder: { tfjs: 4, keras: 1.5, bestKeras: 1.2, share: 0.25 },
  lenet: { tfjs: 8, keras: 2, bestKeras: 1.5, share: 0.5 },
  birnn: { tfjs: 40, keras: 2, bestKeras: 1.5, share: 0.5 },
  'cnn-lstm': { tfjs: 8, keras: 2, bestKeras: 1.5, share: 0.5 },
  transfer: { keras: 4 },
  'transfer-tail': { bestKeras: 1.3 },
};

/**
 * A workload's candidates by role, how many times as fast Reprise is, and its share of the matrix product's rate without
 * validation, checkpoints and progress. `bestKeras` is the fastest of Keras's settings, its defaults among them. A baseline
 * that was not measured is undefined.
 */
export function compare({ candidates, flops, rows, validation_rows, matmul_flops }: WorkloadResult) {
  const named = (name: string): Measured | undefined => candidates.find(({ candidate }) => candidate === name);
  const reprise = named('reprise');
  if (!reprise) throw new Error('a result without Reprise');
  const kerases = candidates.filter(({ candidate }) => candidate.startsWith('keras'));
  const [bestKeras] = kerases.toSorted((a, b) => a.ms.median - b.ms.median);
  const baselines = { tfjs: named('tfjs'), keras: named('keras'), bestKeras: bestKeras as Measured | undefined };
  const ratio = (baseline: Measured | undefined): number | undefined =>
    baseline && baseline.ms.median / reprise.ms.median;
  /** @param ms a training row */
  const share = (operations: number, ms: number): number => operations / (ms / 1000) / matmul_flops.median;
  const ratios: Ratios = {
    tfjs: ratio(baselines.tfjs),
    keras: ratio(baselines.keras),
    bestKeras: ratio(baselines.bestKeras),
    share: flops && share(flops.step + (flops.forward * validation_rows) / rows, reprise.ms.median),
  };
  const stepsShare = flops && reprise.steps_ms && share(flops.step, reprise.steps_ms.median);
  return { reprise, baselines, ratios, stepsShare };
}

/** The targets of a result that have a measured value. */
export const judge = (result: BenchResult) =>
  result.workloads.flatMap((one) => {
    const { ratios } = compare(one);
    return Object.entries(TARGETS[one.workload as Workload] ?? {}).flatMap(([name, target]: [string, number]) => {
      const ratio = name as keyof Ratios;
      const value = ratios[ratio];
      return value === undefined ? [] : [{ workload: one.workload, ratio, target, value, reached: value >= target }];
    });
  });
