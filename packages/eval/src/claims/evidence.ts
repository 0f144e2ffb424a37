import { join } from 'node:path';
import { checkManifest, Problem } from '@reprise/base';
import {
  describeSplit,
  loadFashionMnist,
  loadUrlFrame,
  loadUrls,
  loadUrlSplit,
  readNpy,
  type Urls,
} from '@reprise/data';
import type { Profile } from '@reprise/records';
import { readRun, type RunState, type TrainedRun } from '../report/read-run';
import type { Missing } from './claim';

export type FashionMnist = Awaited<ReturnType<typeof loadFashionMnist>>;

export interface Frame {
  urls: string[];
  malicious: Uint8Array;
}

export interface PrincipalComponents {
  mean: Float32Array;
  /** [components, 784], the one with the most variance first. */
  components: Float32Array;
}

/** Seeds of a sweep, the default first. */
export const SWEEP_SEEDS = [1, 2, 3, 4, 5];
/** `random_state` of a sweep's splits, the notebook's first. */
export const SWEEP_SPLITS = [3, 0, 1, 2, 4];

/** What claims are judged on: the records, predictions and data of one run of the pipeline. Each is read once. */
export interface Evidence {
  readonly profile: Profile;
  /** Whether several seeds and splits were trained. */
  readonly sweep: boolean;
  /** What `make` gives, made once: for what several claims share. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
  run(experiment: string): Promise<TrainedRun | Missing>;
  /** One experiment by seed; undefined without a sweep. */
  seeds(experiment: string): Promise<TrainedRun[] | undefined>;
  /** One URL model by split; undefined without a sweep. */
  splits(model: string): Promise<TrainedRun[] | undefined>;
  fashion(): Promise<FashionMnist>;
  /** Under the notebook's split. */
  urls(): Promise<Urls>;
  urlsByDomain(): Promise<Urls>;
  frame(): Promise<Frame>;
  pca(): Promise<PrincipalComponents | Missing>;
  /** sha256 of each run record that was read so far, by "experiment seed N", in that order. */
  records(): Record<string, string>;
}

/**
 * @param artifacts the folder of that name
 * @param sweep whether the sweep's runs count; a sweep that lacks one is a {@link Problem}
 */
export function openEvidence(artifacts: string, profile: Profile, seed: number, sweep: boolean): Evidence {
  const digests = new Map<string, string>();
  const asMissing = (state: RunState): TrainedRun | Missing =>
    state.status === 'trained' ? state : { missing: state.reason };
  const kept = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const value = kept.get(key) ?? make();
    kept.set(key, value);
    return value as Promise<T>;
  };
  const read = (experiment: string, which: number): Promise<RunState> =>
    once(`run ${experiment} seed ${which}`, async () => {
      const state = await readRun(artifacts, profile, experiment, which);
      if (state.status === 'trained' && state.runDigest !== null)
        digests.set(`${experiment} seed ${which}`, state.runDigest);
      return state;
    });
  const demand = async (experiment: string, which: number): Promise<TrainedRun> => {
    const state = await read(experiment, which);
    if (state.status === 'trained') return state;
    const todo = 'Run `npx nx run eval:sweep`, which trains what is missing.';
    throw new Problem({
      where: `sweep, ${experiment} seed ${which}`,
      expected: 'a training',
      found: state.reason,
      todo,
    });
  };
  const split = async (model: string, randomState: number): Promise<TrainedRun> => {
    if (randomState === SWEEP_SPLITS[0]) return demand(model, 1);
    const run = await demand(`${model}-split-${randomState}`, 1);
    demandSplit(run, { by: 'rows', randomState });
    return run;
  };
  const readPca = async (): Promise<PrincipalComponents | Missing> => {
    const folder = join(artifacts, profile, 'pca', `seed-${seed}`);
    try {
      const { sha256 } = await checkManifest(folder, `vision:pca:${profile} --seed=${seed}`, [
        'pca.json',
        'mean.npy',
        'components.npy',
      ]);
      digests.set(`pca seed ${seed}`, sha256['pca.json']);
      const values = async (name: string) => (await readNpy(join(folder, name))).data as Float32Array;
      return { mean: await values('mean.npy'), components: await values('components.npy') };
    } catch (error) {
      if (sweep || !(error instanceof Problem)) throw error;
      return { missing: `No principal components: ${error.message.replaceAll(folder, `${profile}/pca/seed-${seed}`)}` };
    }
  };
  const readFrame = async (): Promise<Frame> => {
    const frame = await loadUrlFrame();
    const urls = Array.from(frame.array('URL') as ArrayLike<string>);
    return { urls, malicious: Uint8Array.from(frame.array('Is_Malicious') as ArrayLike<number>) };
  };
  return {
    profile,
    sweep,
    once,
    run: async (experiment) => (sweep ? demand(experiment, seed) : asMissing(await read(experiment, seed))),
    seeds: async (experiment) => (sweep ? Promise.all(SWEEP_SEEDS.map((one) => demand(experiment, one))) : undefined),
    splits: async (model) =>
      sweep ? Promise.all(SWEEP_SPLITS.map((randomState) => split(model, randomState))) : undefined,
    fashion: () => once('fashion-mnist', () => loadFashionMnist()),
    urls: () => once('urls', () => loadUrls()),
    urlsByDomain: () => once('urls by domain', () => loadUrlSplit({ by: 'domains', randomState: 3 })),
    frame: () => once('frame', readFrame),
    pca: () => once('pca', readPca),
    records: () => Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** How a run's rows were split has to be what its claim is about. @throws Problem otherwise */
export function demandSplit({ run }: TrainedRun, split: Parameters<typeof describeSplit>[0]): void {
  const expected = describeSplit(split);
  if (run.config.split === expected) return;
  const todo = 'Run the training again.';
  throw new Problem({ where: `run.json of ${run.experiment}`, expected, found: run.config.split ?? 'no split', todo });
}
