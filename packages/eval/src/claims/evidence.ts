import { join } from 'node:path';
import { checkManifest, Problem } from '@reprise/base';
import {
  describeSplit,
  type FashionMnist,
  loadFashionMnist,
  loadUrlRows,
  loadUrls,
  readNpy,
  type Urls,
} from '@reprise/data';
import { type Profile, trainings } from '@reprise/records';
import { PROTOCOL } from '../protocol';
import { readRun, type TrainedRun } from '../runs/read-run';

/** Thrown when evidence is missing: the claims that need it are not measured. The message says what to run. */
export class Missing extends Error {}

export interface PrincipalComponents {
  /** [784] */
  mean: Float32Array;
  /** [components, 784], by variance, largest first. */
  components: Float32Array;
}

/** Seeds of a sweep, and `random_state` of its splits, the notebook's first. */
export const { seeds: SWEEP_SEEDS, splits: SWEEP_SPLITS } = PROTOCOL.design;
/** The split of the `-domains` experiments: no registered domain on both sides. */
export const DOMAIN_SPLIT = { by: 'domains', randomState: 3 } as const;

/** What claims are judged on: records, predictions and data of one run of the pipeline. Each is read once. */
export class Evidence {
  readonly #values = new Map<string, Promise<unknown>>();
  readonly #digests = new Map<string, string>();

  /**
   * @param artifacts the folder of that name
   * @param sweep whether several seeds and splits were trained
   */
  constructor(
    readonly artifacts: string,
    readonly profile: Profile,
    readonly seed: number,
    readonly sweep: boolean,
  ) {}

  /** The value of `make`, computed once for all claims. */
  once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const value = this.#values.get(key) ?? make();
    this.#values.set(key, value);
    return value as Promise<T>;
  }

  /** One run of an experiment. @throws Missing without one; in a sweep, which needs all of its runs, a Problem */
  async run(experiment: string, seed = this.seed): Promise<TrainedRun> {
    const state = await this.once(`run ${experiment} seed ${seed}`, () =>
      readRun(this.artifacts, this.profile, experiment, seed),
    );
    if (state.status === 'trained') {
      if (state.runDigest !== null) this.#digests.set(`${experiment} seed ${seed}`, state.runDigest);
      return state;
    }
    if (!this.sweep) throw new Missing(state.reason);
    throw new Problem({
      where: `sweep, ${experiment} seed ${seed}`,
      expected: 'a training',
      found: state.reason,
      todo: 'Run `npx nx run eval:sweep`, which trains what is missing.',
    });
  }

  /** An experiment's runs by seed; undefined without a sweep, and for experiments with one seed. */
  async seeds(experiment: string): Promise<TrainedRun[] | undefined> {
    if (!this.sweep || !trainings().get(experiment)?.seeds) return undefined;
    const runs: TrainedRun[] = [];
    for (const seed of SWEEP_SEEDS) runs.push(await this.run(experiment, seed));
    return runs;
  }

  /** A URL model's runs by split. @throws Missing without a sweep */
  async splits(model: string): Promise<TrainedRun[]> {
    if (!this.sweep) throw new Missing('One run has one split: run `npx nx run eval:sweep`.');
    const [, ...others] = SWEEP_SPLITS;
    const runs = [await this.run(model)];
    for (const randomState of others) {
      const run = await this.run(`${model}-split-${randomState}`);
      checkSplit(run, { by: 'rows', randomState });
      runs.push(run);
    }
    return runs;
  }

  fashion = (): Promise<FashionMnist> => this.once('fashion-mnist', loadFashionMnist);
  /** The notebook's split. */
  urls = (): Promise<Urls> => this.once('urls', () => loadUrls());
  urlsByDomain = (): Promise<Urls> => this.once('urls by domain', () => loadUrls(DOMAIN_SPLIT));
  /** All rows of the URL lists. */
  frame = (): Promise<{ urls: string[]; malicious: Uint8Array }> => this.once('frame', () => loadUrlRows());

  /** @throws Missing without principal components; in a sweep a Problem */
  pca(): Promise<PrincipalComponents> {
    return this.once('pca', async () => {
      const folder = join(this.artifacts, this.profile, 'pca', `seed-${this.seed}`);
      const values = async (name: string) => (await readNpy(join(folder, name))).data as Float32Array;
      try {
        const task = `vision:pca:${this.profile} --seed=${this.seed}`;
        const { sha256 } = await checkManifest(folder, task, ['pca.json', 'mean.npy', 'components.npy']);
        this.#digests.set(`pca seed ${this.seed}`, sha256['pca.json']);
        return { mean: await values('mean.npy'), components: await values('components.npy') };
      } catch (error) {
        if (this.sweep || !(error instanceof Problem)) throw error;
        const reason = error.message.replaceAll(folder, `${this.profile}/pca/seed-${this.seed}`);
        throw new Missing(`No principal components: ${reason}`);
      }
    });
  }

  /** sha256 of each run record that was read so far, by "experiment seed N", sorted. */
  records(): Record<string, string> {
    return Object.fromEntries([...this.#digests].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Checks how a run's rows were split. @throws Problem for another split */
export function checkSplit({ run }: TrainedRun, split: Parameters<typeof describeSplit>[0]): void {
  const expected = describeSplit(split);
  if (run.config.split === expected) return;
  const todo = 'Run the training again.';
  throw new Problem({ where: `run.json of ${run.experiment}`, expected, found: run.config.split ?? 'no split', todo });
}
