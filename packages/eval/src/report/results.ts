import { Profile } from '@reprise/records';
import { ModelName } from '../published/published';
import { z } from 'zod';

const Value = z.number().nullable();

/** One figure, the notebook's and ours; `difference` is ours less the notebook's, and null where one is missing. */
export const FigureResult = z.strictObject({
  figure: z.enum(['test_acc', 'train_acc', 'loss', 'val_loss', 'val_loss_median5']),
  label: z.string(),
  published: Value,
  measured: z.number(),
  difference: Value,
});
export type FigureResult = z.infer<typeof FigureResult>;

const Losses = z.strictObject({ train: z.number(), test: z.number() });

/** How well one class is told from the others; null where nothing was said to be it, or nothing is. */
export const ClassResult = z.strictObject({
  name: z.string(),
  precision: Value,
  recall: Value,
  f1: Value,
  support: z.int(),
});
export type ClassResult = z.infer<typeof ClassResult>;

/** What the saved predictions give, computed here and not taken from the record. */
export const PredictionResult = z.strictObject({
  rows: z.int(),
  loss: z.number(),
  accuracy: Value,
  /** Whether the accuracy is the record's; null where there is none. */
  agrees: z.boolean().nullable(),
  /** `matrix[actual][predicted]` */
  confusion: z.array(z.array(z.int())).nullable(),
  classes: z.array(ClassResult).nullable(),
});
export type PredictionResult = z.infer<typeof PredictionResult>;

/** A row of the test set, and what it is told by. */
const UrlError = z.strictObject({ row: z.int(), url: z.string(), probability: z.number() });
const UrlErrorResult = z.strictObject({ count: z.int(), shown: z.array(UrlError) });

/** Where a model is wrong: the fields of its task, null for the others. */
export const ErrorResult = z.strictObject({
  /** Pairs of classes by how often one is taken for the other, with the rows that the model is surest of. */
  confused: z
    .array(z.strictObject({ actual: z.string(), predicted: z.string(), count: z.int(), rows: z.array(z.int()) }))
    .nullable(),
  /** Rows whose reconstruction costs most, in nats a pixel. */
  worst: z.array(z.strictObject({ row: z.int(), loss: z.number() })).nullable(),
  false_alarms: UrlErrorResult.nullable(),
  misses: UrlErrorResult.nullable(),
});
export type ErrorResult = z.infer<typeof ErrorResult>;

const Single = z.strictObject({
  url: z.string(),
  published: z.string().nullable(),
  verdict: z.string(),
  probability: z.number(),
});

const Counts = z.strictObject({ total: z.int(), trainable: z.int().nullable(), frozen: z.int().nullable() });

export const MeasuredModel = z.strictObject({
  status: z.literal('measured'),
  model: ModelName,
  name: z.string(),
  slice: z.boolean(),
  /** sha256 of the record that all of this comes from. */
  run_sha256: z.string().nullable(),
  tensorflow: z.string(),
  rows: z.strictObject({ train: z.int(), test: z.int() }),
  parameters: z.strictObject({ published: Counts.nullable(), measured: Counts }),
  epochs: z.strictObject({ published: z.int(), measured: z.int(), at_most: z.int(), stopped_early: z.boolean() }),
  figures: z.array(FigureResult),
  /** Of `evaluate` with the last epoch's weights; the first includes the regularizer. */
  losses: z.strictObject({ with_regularizer: Losses, without_regularizer: Losses }),
  /** The epoch of the lowest val_loss, whose weights are in best.h5. */
  best: z.strictObject({ epoch: z.int(), loss: z.number(), acc: Value }).nullable(),
  predictions: PredictionResult,
  errors: ErrorResult,
  singles: z.array(Single).nullable(),
});
export type MeasuredModel = z.infer<typeof MeasuredModel>;

const AbsentModel = z.strictObject({
  status: z.enum(['missing', 'failed']),
  model: ModelName,
  name: z.string(),
  reason: z.string(),
});
export type AbsentModel = z.infer<typeof AbsentModel>;

export const ModelResult = z.discriminatedUnion('status', [MeasuredModel, AbsentModel]);
export type ModelResult = z.infer<typeof ModelResult>;

/** `results.json`: the report for machines. Holds only what the models' records and predictions determine. */
export const Results = z.strictObject({
  /** Goes up with every change of what follows: who reads a report of another version is told so, and makes it anew. */
  schema: z.literal(3),
  profile: Profile,
  seed: z.int(),
  /** True where figures mean nothing. */
  slice: z.boolean(),
  notice: z.string().nullable(),
  models: z.array(ModelResult),
});
export type Results = z.infer<typeof Results>;
