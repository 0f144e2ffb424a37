import { Problem } from '@reprise/base';
import { type PackedNumbers, unpackNumbers } from './pack-numbers';
import type { ExperimentRecord, TrainingRecord } from './training-record';

/** Thrown when trainings are missing: what needs them is not measured. The message says which. */
export class Missing extends Error {}

/** What a record says of each test row. */
type RowKind = keyof NonNullable<TrainingRecord['rows']>;

/** Trainings by experiment, with the values of their test rows. */
export class Records {
  readonly #rows = new Map<PackedNumbers, Float64Array>();

  /** @param seeds those of which an experiment has a training each; baselines and variants have one training */
  constructor(
    readonly experiments: ReadonlyMap<string, ExperimentRecord>,
    readonly seeds: readonly number[],
  ) {}

  /** The trainings of an experiment, one for each seed, in their order. @throws Missing without all of them */
  trainings(experiment: string): readonly TrainingRecord[] {
    const { trainings } = this.find(experiment);
    return this.seeds.map((seed) => {
      const found = trainings.find((training) => training.seed === seed);
      if (!found) throw new Missing(`${experiment}: no training of seed ${seed}`);
      return found;
    });
  }

  /** The first training of an experiment, the only one of a baseline or variant. @throws Missing without it */
  first = (experiment: string): TrainingRecord => this.find(experiment).trainings[0];

  /** A training's value of each test row, [rows]. @throws Missing if the record has none; a Problem if it is damaged */
  rows(experiment: string, training: TrainingRecord, kind: RowKind): Float64Array {
    const packed = training.rows?.[kind];
    if (!packed) throw new Missing(`${experiment}, seed ${training.seed}: no ${kind} of the test rows`);
    const known = this.#rows.get(packed);
    if (known) return known;
    const { rows } = this.find(experiment);
    try {
      const found = unpackNumbers(packed, rows);
      this.#rows.set(packed, found);
      return found;
    } catch (error) {
      throw new Problem({
        where: `record of ${experiment}, seed ${training.seed}, ${kind}`,
        expected: `${rows} packed numbers`,
        found: (error as Error).message,
        todo: 'Restore it with `git checkout packages/eval/records`.',
      });
    }
  }

  /** 1 for each test row whose class is right, else 0. A URL is malicious above 0.5, a logit of 0. */
  correct(experiment: string, training: TrainingRecord): Float64Array {
    if (training.rows?.correct) return this.rows(experiment, training, 'correct');
    const benign = this.benign();
    const logits = this.rows(experiment, training, 'logit');
    if (logits.length !== benign.length)
      throw new Missing(`${experiment}: no labels of its ${logits.length} test rows`);
    return logits.map((logit, row) => Number(logit > 0 !== (benign[row] === 1)));
  }

  /** 1 for each benign test URL of the notebook's split, else 0: what always saying benign gets right. */
  benign = (): Float64Array => this.rows('majority', this.first('majority'), 'correct');

  /** @throws Missing without a record */
  find(experiment: string): ExperimentRecord {
    const record = this.experiments.get(experiment);
    if (!record) throw new Missing(`${experiment}: no record`);
    return record;
  }
}
