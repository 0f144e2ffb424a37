import { type Compiled, compile, type Programs } from '../graph/compile';
import type { Program } from '../graph/program';

import { type CreateOptimizer, stateVariable } from '../optimizers/optimizer';
import type { Random } from '../random/random';
import { checkLastActivation } from '../layers/forward';
import { tf } from '@reprise/runtime';
import { checkData, refuseTarget, unitsOf } from './check-data';
import type { Dataset } from './dataset';
import { Diverged, notFinite } from './diverged';
import { evaluation, FIGURES, prediction, type Trainee, trainableOf, trainingStep } from './programs';

/** Rows a call when nothing is trained. The figures do not depend on it; 250 divides the image sets. */
const EVALUATION_ROWS = 250;

/** What a step says of its batch. */
export interface StepFigures {
  rows: number;
  /** Mean over the batch, without the regularizer. */
  loss: number;
  regularization: number;
  /** Rows that are right; 0 where accuracy means nothing. */
  correct: number;
}

/** Means over rows. */
export interface Figures {
  /** With the regularizer. */
  loss: number;
  loss_without_regularizer: number;
  acc?: number;
}

/** A model under training, compiled into one graph: all sizes of batches share its variables. */
export interface Trainer {
  /** Weights, optimizer state and the step's seed: all that a later step depends on. */
  readonly variables: tf.Variable[];
  readonly optimizer: Record<string, string | number | boolean>;
  /** Rows that one call of {@link train} trains on at best: a whole number of batches. */
  readonly rowsPerCall: number;
  /**
   * Trains on rows, batch by batch in their order; the last batch may be smaller. JavaScript goes on meanwhile.
   * @returns the figures of each step
   * @throws Diverged when a loss, a gradient or a weight is not finite
   * @throws Problem when a row has a target that the loss does not know
   */
  train(rows: Int32Array): Promise<StepFigures[]>;
  /**
   * Means over all rows, without dropout.
   * @param data one of those that the trainer was made with
   * @throws Problem when a row has a target that the loss does not know
   */
  evaluate(data: Dataset): Promise<Figures>;
  /** float32, row after row. @param data one of those that the trainer was made with */
  predict(data: Dataset): Promise<Float32Array>;
  /** Brings the graph's values into {@link variables}. */
  pull(): void;
  /** Takes {@link variables} into the graph. */
  push(): void;
  dispose(): void;
}

export interface TrainerOptions {
  trainee: Trainee;
  optimizer: CreateOptimizer;
  /** Source of the step's seed. */
  random: Random;
  /** Rows a step; the last batch of an epoch may be smaller. */
  batchSize: number;
  /** Steps that one call of the session runs. It saves time between steps and changes no bit. */
  stepsPerCall: number;
  /** Rows that are trained on. */
  train: Dataset;
  /** Further data sets that are evaluated or predicted. */
  others: Dataset[];
}

const range = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);

/** The sizes, each once, of the batches into which `rows` fall: `batch`, and the rest where there is one. */
export const batchSizes = (rows: number, batch: number): number[] =>
  [...new Set([Math.min(rows, batch), rows % batch])].filter((size) => size > 0);

/** Pieces of at most `size` rows, in order. */
const pieces = (rows: Int32Array, size: number): Int32Array[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.subarray(i * size, (i + 1) * size));

/**
 * Compiles a model's programs: training steps, evaluation and prediction for all sizes of batches.
 * @throws Problem when a data set has no row, or inputs of another shape than the first layer takes
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { trainee, batchSize, train, others } = options;
  checkLastActivation(trainee.layers, trainee.loss);
  const sets = [...new Set([train, ...others])];
  sets.forEach((data) => checkData(trainee.layers, trainee.loss, data));
  const weights = trainableOf(trainee.layers);
  const optimizer = options.optimizer(weights);
  const stepSeed = stateVariable(() => tf.tensor1d([options.random.int32(), 0], 'int32'));
  const variables = [...weights, ...optimizer.state, stepSeed];
  const together = Math.min(options.stepsPerCall, Math.floor(train.rows / batchSize));
  const units = unitsOf(trainee.layers);
  const tables: tf.Tensor[][] = [];
  const programs: Programs<string> = {};
  const examples: tf.Tensor[] = [];
  /** Adds `program` over batches of `size` rows of a set. */
  const add = (name: string, set: number, size: number, program: Program, repeat = 1): void => {
    const inputs = sets[set].feed(new Int32Array(size));
    examples.push(...inputs);
    const overBatch: Program = (fed) => {
      const { x, y } = sets[set].batch(tables[set], fed);
      return program([x, y]);
    };
    programs[name] = { program: overBatch, inputs, repeat };
  };
  const addAll = (): void => {
    for (const data of sets) tables.push(data.tables());
    const step = trainingStep(trainee, weights, optimizer, stepSeed);
    for (const size of batchSizes(train.rows, batchSize)) add(`train ${size}`, 0, size, step);
    if (together > 1) add(`train ${together} x ${batchSize}`, 0, batchSize, step, together);
    sets.forEach((data, set) => {
      for (const size of batchSizes(data.rows, EVALUATION_ROWS)) {
        add(`evaluate ${set}: ${size}`, set, size, evaluation(trainee));
        add(`predict ${set}: ${size}`, set, size, prediction(trainee));
      }
    });
  };
  let compiled: Compiled<string>;
  try {
    addAll();
    compiled = compile(variables, programs, tables.flat());
  } catch (error) {
    optimizer.dispose();
    stepSeed.dispose();
    throw error;
  } finally {
    tf.dispose([examples, tables]);
  }

  const call = async (name: string, inputs: tf.Tensor[]): Promise<Float32Array[]> => {
    const running = compiled.runAsync(name, inputs);
    tf.dispose(inputs);
    const outputs = await running;
    const values = outputs.map((output) => output.dataSync<'float32'>());
    tf.dispose(outputs);
    return values;
  };
  const setOf = (data: Dataset): number => {
    const set = sets.indexOf(data);
    if (set < 0) throw new Error('a data set that the trainer was not made with');
    return set;
  };
  /** Runs an evaluating program over all rows of a data set. */
  async function* over(
    kind: 'evaluate' | 'predict',
    data: Dataset,
  ): AsyncGenerator<{ rows: Int32Array; values: Float32Array }> {
    const set = setOf(data);
    for (const rows of pieces(range(0, data.rows), EVALUATION_ROWS)) {
      const [values] = await call(`${kind} ${set}: ${rows.length}`, data.feed(rows));
      yield { rows, values };
    }
  }

  return {
    variables,
    optimizer: optimizer.config,
    rowsPerCall: Math.max(1, together) * batchSize,
    async train(rows) {
      const batches = pieces(rows, batchSize);
      const whole = together > 1 && rows.length === together * batchSize;
      const figures: Float32Array[] = [];
      if (whole)
        figures.push(
          ...(await call(
            `train ${together} x ${batchSize}`,
            batches.flatMap((batch) => train.feed(batch)),
          )),
        );
      else for (const batch of batches) figures.push(...(await call(`train ${batch.length}`, train.feed(batch))));
      return figures.map((values, i) => {
        if (values[FIGURES.refused] !== 0) refuseTarget(trainee.loss, units, train, batches[i]);
        const wrong = notFinite(values, weights);
        if (wrong !== undefined)
          throw new Diverged(
            wrong.found,
            i,
            { where: `step ${i + 1} of a call` },
            wrong.ofItsRows ? batches[i] : undefined,
          );
        return {
          rows: batches[i].length,
          loss: values[FIGURES.loss],
          regularization: values[FIGURES.regularization],
          correct: values[FIGURES.correct],
        };
      });
    },
    async evaluate(data) {
      let [total, regularizer, right] = [0, 0, 0];
      for await (const { rows, values } of over('evaluate', data)) {
        if (values[FIGURES.refused] !== 0) refuseTarget(trainee.loss, units, data, rows);
        total += values[FIGURES.loss];
        right += values[FIGURES.correct];
        regularizer = values[FIGURES.regularization];
      }
      const mean = total / data.rows;
      return {
        loss: mean + regularizer,
        loss_without_regularizer: mean,
        ...(trainee.loss.correct && { acc: right / data.rows }),
      };
    },
    async predict(data) {
      const parts: Float32Array[] = [];
      for await (const { values } of over('predict', data)) parts.push(values);
      const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      parts.reduce((at, part) => (values.set(part, at), at + part.length), 0);
      return values;
    },
    pull: () => compiled.pull(),
    push: () => compiled.push(),
    dispose() {
      compiled.dispose();
      optimizer.dispose();
      stepSeed.dispose();
    },
  };
}
