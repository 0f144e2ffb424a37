import { Problem } from '@reprise/data';
import { type Compiled, compile, type Programs } from '../graph/compile';
import type { Figures } from '../records';
import type { CreateOptimizer } from '../optimizers/optimizer';
import type { Random } from '../random/random';
import { tf } from '../tensorflow/tf';
import type { Dataset } from './dataset';
import { evaluation, prediction, type Trainee, trainableOf, trainingStep } from './programs';

/** Rows a call when nothing is trained. The figures do not depend on it; 250 divides the image sets. */
const EVALUATION_ROWS = 250;

/** Sums over one batch, in doubles. */
export interface StepFigures {
  rows: number;
  /** Mean over the batch, without the regularizer. */
  loss: number;
  regularization: number;
  correct: number;
}

/** A model under training, compiled into one graph: all sizes of batches share its variables. */
export interface Trainer {
  /** Weights, optimizer state and the step's seed: all that a later step depends on. */
  readonly variables: tf.Variable[];
  readonly optimizer: Record<string, string | number | boolean>;
  step(data: Dataset, rows: Int32Array): StepFigures;
  evaluate(data: Dataset): Figures;
  /** float32, row after row. */
  predict(data: Dataset): Float32Array;
  /** Brings the graph's values into {@link variables}. */
  pull(): void;
  /** Takes {@link variables} into the graph. */
  push(): void;
  dispose(): void;
}

const range = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);

/** Sizes of the batches into which `rows` fall. */
const batchSizes = (rows: number, batch: number): number[] =>
  [...new Set([Math.min(rows, batch), rows % batch])].filter((size) => size > 0);

/**
 * @param random source of the step's seed
 * @param batchSize rows a step; the last batch of an epoch may be smaller
 * @param train rows that are trained on
 * @param others further data sets that are evaluated or predicted
 */
export function createTrainer(
  trainee: Trainee,
  createOptimizer: CreateOptimizer,
  random: Random,
  batchSize: number,
  train: Dataset,
  others: Dataset[],
): Trainer {
  const weights = trainableOf(trainee.layers);
  const optimizer = createOptimizer(weights);
  const stepSeed = tf.variable(tf.tensor1d([random.int32(), 0], 'int32'), false);
  const variables = [...weights, ...optimizer.state, stepSeed];

  const programs: Programs<string> = {};
  const examples: tf.Tensor[] = [];
  const example = (size: number): { x: tf.Tensor; y: tf.Tensor } => {
    const batch = train.gather(new Int32Array(size));
    examples.push(batch.x, batch.y);
    return batch;
  };
  for (const size of batchSizes(train.rows, batchSize)) {
    const { x, y } = example(size);
    programs[`train${size}`] = { program: trainingStep(trainee, weights, optimizer, stepSeed), inputs: [x, y] };
  }
  const evaluated = new Set([train, ...others].flatMap((data) => batchSizes(data.rows, EVALUATION_ROWS)));
  for (const size of evaluated) {
    const { x, y } = example(size);
    programs[`evaluate${size}`] = { program: evaluation(trainee), inputs: [x, y] };
    programs[`predict${size}`] = { program: prediction(trainee), inputs: [x] };
  }
  const compiled: Compiled<string> = compile(variables, programs);
  tf.dispose(examples);

  const call = (name: string, inputs: tf.Tensor[]): Float32Array => {
    const [output] = compiled.run(name, inputs);
    const values = output.dataSync<'float32'>();
    tf.dispose([output, ...inputs]);
    return values;
  };
  const batches = (data: Dataset): Int32Array[] =>
    Array.from({ length: Math.ceil(data.rows / EVALUATION_ROWS) }, (_, i) =>
      range(i * EVALUATION_ROWS, Math.min(data.rows, (i + 1) * EVALUATION_ROWS)),
    );

  return {
    variables,
    optimizer: optimizer.config,
    step(data, rows) {
      const { x, y } = data.gather(rows);
      const [loss, regularization, correct] = call(`train${rows.length}`, [x, y]);
      if (!Number.isFinite(loss + regularization))
        throw new Problem({
          where: 'training',
          expected: 'a finite loss',
          found: `${loss + regularization}`,
          todo: 'Lower the learning rate, or look at the rows of this batch.',
        });
      return { rows: rows.length, loss, regularization, correct };
    },
    evaluate(data) {
      let total = 0;
      let right = 0;
      let regularizer = 0;
      for (const rows of batches(data)) {
        const { x, y } = data.gather(rows);
        const [loss, regularization, correct] = call(`evaluate${rows.length}`, [x, y]);
        total += loss;
        right += correct;
        regularizer = regularization;
      }
      const mean = total / data.rows;
      return {
        loss: mean + regularizer,
        loss_without_regularizer: mean,
        ...(trainee.loss.correct && { acc: right / data.rows }),
      };
    },
    predict(data) {
      const parts = batches(data).map((rows) => {
        const { x, y } = data.gather(rows);
        tf.dispose(y === x ? [] : [y]);
        return call(`predict${rows.length}`, [x]);
      });
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
