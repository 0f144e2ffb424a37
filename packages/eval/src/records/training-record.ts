import { z } from 'zod';
import { PackedNumbers } from './pack-numbers';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Curve = z.array(z.number());
const Accuracy = z.number().min(0).max(1);

/** A training of Reprise, or of the control, with what its verdicts need. */
export const TrainingRecord = z.strictObject({
  seed: z.int(),
  /** Of run.json and predictions.npy; absent for the control. */
  sha256: z.strictObject({ run: Sha256, predictions: Sha256 }).optional(),
  /** Keras's history: a value an epoch. */
  history: z.strictObject({ loss: Curve, val_loss: Curve, acc: Curve.optional(), val_acc: Curve.optional() }),
  stopped_early: z.boolean(),
  /** `evaluate` with the last epoch's weights. */
  accuracy: z.strictObject({ train: Accuracy, test: Accuracy, validation: Accuracy.optional() }).optional(),
  /** Seconds of training, those of the frozen layers included. */
  seconds: z.number().optional(),
  /** The probability that each URL that the notebook tries is malicious, by URL. */
  answers: z.record(z.string(), Accuracy).optional(),
  /** By test row, by the model's task: the logit of malicious, 1 if the class is right, or both errors of reconstruction. */
  rows: z.partialRecord(z.enum(['logit', 'correct', 'squared_error', 'crossentropy']), PackedNumbers).optional(),
});
export type TrainingRecord = z.infer<typeof TrainingRecord>;

/** `records/EXPERIMENT.json` */
export const ExperimentRecord = z.strictObject({
  schema: z.literal(1),
  experiment: z.string(),
  /** What trained: `Reprise, TensorFlow 2.21.0`, `tf_keras 2.21.0`. */
  framework: z.string(),
  machine: z.string(),
  /** Of the test set. */
  rows: z.int(),
  /** Of different seeds. */
  trainings: z
    .array(TrainingRecord)
    .min(1)
    .refine((all) => new Set(all.map(({ seed }) => seed)).size === all.length, 'a seed is there twice'),
});
export type ExperimentRecord = z.infer<typeof ExperimentRecord>;
