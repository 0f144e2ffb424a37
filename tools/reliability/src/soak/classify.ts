import { classify, loadClassifiers } from '@reprise/text';
import { type Part, repeat, soak } from './soak';

const MODELS = { profile: 'quick', seed: 1 };
/** The allocator adds up to 7 MB on a busy machine. Leaked tensors are counted separately. */
const BOUND = 10e6;

/** Classifies as a server does, whose models stay in memory, and as a caller that loads both models each time. */
export const soakClassify = (): Promise<Part> =>
  soak('classifications with models that stay, or are loaded each time', BOUND, [
    async () => {
      const classifiers = await loadClassifiers(MODELS);
      const work = repeat(
        'classifications in one process',
        1000,
        (i) => void classifiers.verdicts([`www.example.com/${i}`]),
      );
      return { ...work, dispose: () => classifiers.dispose() };
    },
    repeat('classifications that each load both models', 100, async (i) => {
      for await (const { birnn } of classify([`www.example.com/${i}`], MODELS))
        if (!Number.isFinite(birnn.probability)) throw new Error('no verdict');
    }),
  ]);
