import { Profile } from '@reprise/records';
import { z } from 'zod';

const Value = z.number().nullable();

const UrlErrors = z.strictObject({
  count: z.int(),
  shown: z.array(z.strictObject({ row: z.int(), url: z.string(), probability: z.number() })),
});

/** What is computed here; run.json has the rest. */
export const MeasuredModel = z.strictObject({
  status: z.literal('measured'),
  model: z.string(),
  title: z.string(),
  slice: z.boolean(),
  /** sha256 of the run record. */
  run_sha256: z.string().nullable(),
  /** `difference` is ours minus the notebook's. Null where the notebook has none. */
  metrics: z.array(
    z.strictObject({
      metric: z.enum(['test_acc', 'train_acc', 'loss', 'val_loss', 'val_loss_median5']),
      label: z.string(),
      published: Value,
      measured: z.number(),
      difference: Value,
    }),
  ),
  /** Metrics of the saved predictions, computed here and not taken from the record. */
  predictions: z.strictObject({
    rows: z.int(),
    loss: z.number(),
    accuracy: Value,
    /** Whether the accuracy equals the record's; null without accuracy. */
    agrees: z.boolean().nullable(),
    /** `matrix[actual][predicted]` */
    confusion: z.array(z.array(z.int())).nullable(),
    /** Scores of each class; null where a denominator is 0. */
    classes: z
      .array(z.strictObject({ name: z.string(), precision: Value, recall: Value, f1: Value, support: z.int() }))
      .nullable(),
  }),
  /** Where the model is wrong; the fields of other tasks are null. */
  errors: z.strictObject({
    /** Pairs of classes by how often one is taken for the other, with the rows that the model is surest of. */
    confused: z
      .array(z.strictObject({ actual: z.string(), predicted: z.string(), count: z.int(), rows: z.array(z.int()) }))
      .nullable(),
    /** Rows with the highest reconstruction loss, in nats per pixel. */
    worst: z.array(z.strictObject({ row: z.int(), loss: z.number() })).nullable(),
    false_alarms: UrlErrors.nullable(),
    misses: UrlErrors.nullable(),
  }),
  singles: z
    .array(
      z.strictObject({
        url: z.string(),
        published: z.string().nullable(),
        verdict: z.string(),
        probability: z.number(),
      }),
    )
    .nullable(),
});
export type MeasuredModel = z.infer<typeof MeasuredModel>;
export type ModelMetric = MeasuredModel['metrics'][number];
export type PredictionResult = MeasuredModel['predictions'];
export type ErrorResult = MeasuredModel['errors'];

const AbsentModel = z.strictObject({
  status: z.enum(['missing', 'failed']),
  model: z.string(),
  title: z.string(),
  reason: z.string(),
});
export type AbsentModel = z.infer<typeof AbsentModel>;

export const ModelResult = z.discriminatedUnion('status', [MeasuredModel, AbsentModel]);
export type ModelResult = z.infer<typeof ModelResult>;

/** `results.json`: the report for machines. Depends only on the models' records and predictions. */
export const Results = z.strictObject({
  /** Increases with every change of this schema. */
  schema: z.literal(3),
  profile: Profile,
  seed: z.int(),
  /** True in the quick profile, whose metrics mean nothing. */
  slice: z.boolean(),
  notice: z.string().nullable(),
  /** The notebook's models, then every other model of the catalogue. */
  models: z.array(ModelResult),
});
export type Results = z.infer<typeof Results>;
