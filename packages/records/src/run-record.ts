import { z } from 'zod';

export const PROFILES = ['full', 'quick'] as const;

/** What every picture, report and page of the quick profile says. */
export const SLICE_NOTICE = 'Quick profile: trained on a slice of the data, so these figures mean nothing.';

export const Profile = z.enum(PROFILES);
export type Profile = z.infer<typeof Profile>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().nonnegative();
const Curve = z.array(z.number());

/** Means over a dataset's rows, without dropout. */
export const Metrics = z.strictObject({
  /** Includes the regularizer, as Keras 2's evaluate does. */
  loss: z.number(),
  loss_without_regularizer: z.number(),
  acc: z.number().min(0).max(1).optional(),
});
export type Metrics = z.infer<typeof Metrics>;

/** One value an epoch, under Keras's names. Training curves are means over batches in training mode, weighted by batch size. */
export const History = z.strictObject({
  loss: Curve,
  loss_without_regularizer: Curve,
  acc: Curve.optional(),
  val_loss: Curve,
  val_loss_without_regularizer: Curve,
  val_acc: Curve.optional(),
});
export type History = z.infer<typeof History>;

export const LayerRow = z.strictObject({
  name: z.string(),
  /** Keras's class name: `Conv2D`, `MaxPooling2D`… */
  class_name: z.string(),
  /** `null` stands for the batch. */
  output_shape: z.array(z.int().nullable()),
  parameters: Count,
  trainable: z.boolean(),
  /** The part of Keras's config that tells layers apart: filters, kernel size, activation, rate. */
  config: z.record(z.string(), z.unknown()),
});
export type LayerRow = z.infer<typeof LayerRow>;

/** `run.json`: what a training was, and its results. Holds only what the inputs determine. */
export const RunRecord = z.strictObject({
  schema: z.literal(1),
  /** The experiment's name: the model's own for the notebook's five, such as `birnn`, or a variant's, `birnn-long`. */
  experiment: z.string(),
  /** Its model's name in the catalogue. */
  model: z.string(),
  title: z.string(),
  profile: Profile,
  /** True in the quick profile, whose figures mean nothing. */
  slice: z.boolean(),
  seed: z.int().min(0).max(0xffffffff),
  task: z.enum(['reconstruction', 'multiclass', 'binary']),
  config: z.strictObject({
    epochs: Count,
    batch_size: Count,
    train_rows: Count,
    test_rows: Count,
    /** Rows of the training set that validation and early stopping watch in place of the test set. */
    validation_rows: Count.optional(),
    /** How rows are split into training and test set, if not as in the notebook. */
    split: z.string().optional(),
    loss: z.string(),
    optimizer: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    /** Epochs in a row without a strictly lower val_loss after which training stops. */
    patience: z.int().optional(),
    /** Parts into which each batch is split and which run side by side; part of the experiment because bits depend on it. */
    towers: Count,
    /** Steps that one call of TensorFlow runs; no bit depends on it. */
    steps_per_call: Count,
    intra_op_threads: Count,
    inter_op_threads: Count,
  }),
  /** sha256 of each manifest that the run read, by task, and of the TensorFlow library. */
  inputs: z.record(z.string(), Sha256),
  tensorflow: z.string(),
  parameters: z.strictObject({ total: Count, trainable: Count, frozen: Count }),
  layers: z.array(LayerRow),
  history: History,
  epochs_run: Count,
  stopped_early: z.boolean(),
  /** True if the loss became non-finite: the weights are those of the last complete epoch. */
  diverged: z.boolean().optional(),
  /** Earlier calls of `fit` on the same model; the fields above are of the last call. */
  earlier_rounds: z
    .array(z.strictObject({ history: History, epochs_run: Count, stopped_early: z.boolean() }))
    .optional(),
  /** With the weights of the last epoch. */
  final: z.strictObject({ train: Metrics, validation: Metrics.optional(), test: Metrics }),
  /** The epoch (from 1) of the lowest val_loss, whose weights are in best.h5. */
  best: z.strictObject({ epoch: Count, train: Metrics, validation: Metrics.optional(), test: Metrics }).optional(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** `measured.json`: what differs from run to run stands here and nowhere else. */
export const Measured = z.strictObject({
  schema: z.literal(1),
  /** ISO date at which the run ended. */
  date: z.string(),
  seconds: z
    .strictObject({ total: z.number(), training: z.number(), epochs: z.array(z.number()) })
    .catchall(z.number()),
  /** True when the run went on from a checkpoint, so that its seconds leave out what went before. */
  resumed: z.boolean(),
  peak_memory_mb: z.number(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.int(),
    memory_gb: z.number(),
    platform: z.string(),
    release: z.string(),
  }),
  node: z.string(),
  tensorflow: z.string(),
});
export type Measured = z.infer<typeof Measured>;
