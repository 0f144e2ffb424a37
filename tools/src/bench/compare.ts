import type { Subject } from './subjects';
import type { BenchResult, Measured, SubjectResult } from './result';

/** How many times as fast as a peer ours has to be; `share` is of the rate of a large matrix product. */
export interface Bar {
  tfjs?: number;
  keras?: number;
  bestKeras?: number;
  share?: number;
}

/** What the project set itself, as ratios in one run on two cores. */
export const BARS: Record<Subject, Bar> = {
  autoencoder: { tfjs: 4, keras: 1.5, bestKeras: 1.2, share: 0.25 },
  lenet: { tfjs: 8, keras: 2, bestKeras: 1.5, share: 0.5 },
  birnn: { tfjs: 40, keras: 2, bestKeras: 1.5, share: 0.5 },
  'cnn-lstm': { tfjs: 8, keras: 2, bestKeras: 1.5, share: 0.5 },
  transfer: { keras: 4 },
  'transfer-tail': { bestKeras: 1.3 },
};

/** A subject's contenders by what they stand for. */
export interface Compared {
  ours: Measured;
  tfjs?: Measured;
  keras?: Measured;
  /** The fastest of Keras's settings, as it comes included. */
  bestKeras?: Measured;
  /** How many times as fast ours is, and the share of the matrix product's rate; undefined where not measured. */
  ratios: Bar;
  /** The share of the matrix product's rate by steps alone. */
  stepsShare?: number;
}

export function compare(subject: SubjectResult): Compared {
  const { contenders, flops, rows, validation_rows } = subject;
  const named = (name: string): Measured | undefined => contenders.find(({ contender }) => contender === name);
  const ours = named('ours');
  if (!ours) throw new Error('a result without ours');
  const kerases = contenders.filter(({ contender }) => contender.startsWith('keras'));
  const bestKeras = kerases.toSorted((a, b) => a.ms.median - b.ms.median)[0] as Measured | undefined;
  const [tfjs, keras] = [named('tfjs'), named('keras')];
  const ratio = (peer: Measured | undefined): number | undefined => peer && peer.ms.median / ours.ms.median;
  /** Of the matrix product's rate, at so many operations and milliseconds a training row. */
  const share = (operations: number, ms: number): number => operations / (ms / 1000) / subject.matmul_flops.median;
  return {
    ours,
    ...(tfjs && { tfjs }),
    ...(keras && { keras }),
    ...(bestKeras && { bestKeras }),
    ratios: {
      tfjs: ratio(tfjs),
      keras: ratio(keras),
      bestKeras: ratio(bestKeras),
      share: flops && share(flops.step + (flops.forward * validation_rows) / rows, ours.ms.median),
    },
    ...(flops && ours.steps_ms && { stepsShare: share(flops.step, ours.steps_ms.median) }),
  };
}

/** The bars of a result, one a line: what was asked for and what came of it. */
export function judge(
  result: BenchResult,
): { subject: string; bar: keyof Bar; wanted: number; found: number; reached: boolean }[] {
  return result.subjects.flatMap((subject) => {
    const { ratios } = compare(subject);
    const bars = BARS[subject.subject as Subject];
    return (Object.keys(bars) as (keyof Bar)[]).flatMap((bar) => {
      const [wanted, found] = [bars[bar] as number, ratios[bar]];
      return found === undefined ? [] : [{ subject: subject.subject, bar, wanted, found, reached: found >= wanted }];
    });
  });
}
