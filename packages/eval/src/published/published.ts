import { z } from 'zod';
import figures from './figures.json';

/** The notebook's models. */
export const MODELS = ['autoencoder', 'lenet', 'transfer', 'birnn', 'cnn-lstm'] as const;
export const ModelName = z.enum(MODELS);
export type ModelName = z.infer<typeof ModelName>;

const Curve = z.array(z.number());

/** What the notebook prints of one model. Histories are of its run of each cell, rounded to four digits as printed. */
const PublishedModel = z.object({
  epochs: z.int().optional(),
  epochs_max: z.int().optional(),
  epochs_run: z.int().optional(),
  params: z.object({ total: z.int(), trainable: z.int().optional(), frozen: z.int().optional() }).optional(),
  final: z.object({
    /** Accuracies are of `evaluate`, without dropout. */
    train_acc: z.number().optional(),
    test_acc: z.number().optional(),
    /** Losses are of the last epoch. */
    loss: z.number().optional(),
    val_loss: z.number().optional(),
  }),
  claim: z.string(),
  note: z.string().optional(),
  history: z.object({ loss: Curve, val_loss: Curve, acc: Curve.optional(), val_acc: Curve.optional() }),
  /** On the notebook's own machine. */
  seconds_per_epoch: Curve,
});
type PublishedModel = z.infer<typeof PublishedModel>;

const { models, single_urls } = z
  .object({
    models: z.strictObject({
      autoencoder: PublishedModel,
      lenet: PublishedModel,
      transfer: PublishedModel,
      birnn: PublishedModel,
      cnn_lstm: PublishedModel,
    }),
    single_urls: z.array(z.object({ url: z.string(), verdict: z.enum(['malicious', 'benign']) })),
  })
  .parse(figures);

/** The notebook's printed figures by model. */
export const PUBLISHED: Readonly<Record<ModelName, PublishedModel>> = {
  autoencoder: models.autoencoder,
  lenet: models.lenet,
  transfer: models.transfer,
  birnn: models.birnn,
  'cnn-lstm': models.cnn_lstm,
};

/** The two URLs that the notebook tries, with the verdict that both of its models give. */
export const PUBLISHED_URLS = single_urls;
