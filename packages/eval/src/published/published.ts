import { z } from 'zod';
import notebook from './notebook.json';

/** The notebook's models. */
export const MODELS = ['autoencoder', 'lenet', 'transfer', 'birnn', 'cnn-lstm'] as const;
export const ModelName = z.enum(MODELS);
export type ModelName = z.infer<typeof ModelName>;

const Curve = z.array(z.number());

/** What the notebook prints of one model. Histories belong to its run of each cell, rounded to four digits as printed. */
const PublishedModel = z.object({
  params: z.object({ total: z.int(), trainable: z.int().optional(), frozen: z.int().optional() }).optional(),
  /** The summary's layers: class, output shape, parameters. */
  layers: z.array(z.string()).optional(),
  final: z.object({
    /** Accuracies are those of `evaluate`, without dropout. */
    train_acc: z.number().optional(),
    test_acc: z.number().optional(),
    /** Losses are those of the last epoch. */
    loss: z.number().optional(),
    val_loss: z.number().optional(),
  }),
  note: z.string().optional(),
  history: z.object({ loss: Curve, val_loss: Curve, acc: Curve.optional(), val_acc: Curve.optional() }),
  /** On the notebook's own machine. */
  seconds_per_epoch: Curve,
});
type PublishedModel = z.infer<typeof PublishedModel>;

const { models, single_urls, frame_head } = z
  .object({
    models: z.strictObject({
      autoencoder: PublishedModel,
      lenet: PublishedModel,
      transfer: PublishedModel,
      birnn: PublishedModel,
      cnn_lstm: PublishedModel,
    }),
    single_urls: z.array(z.object({ url: z.string(), verdict: z.enum(['malicious', 'benign']) })),
    frame_head: z.array(z.string()),
  })
  .parse(notebook);

/** The notebook's printed metrics by model. */
export const PUBLISHED: Readonly<Record<ModelName, PublishedModel>> = {
  autoencoder: models.autoencoder,
  lenet: models.lenet,
  transfer: models.transfer,
  birnn: models.birnn,
  'cnn-lstm': models.cnn_lstm,
};

/** The two URLs that the notebook tries, with the verdict that both of its models give. */
export const PUBLISHED_URLS = single_urls;

/** `df.head()`, rows 1 to 5: URL and Is_Malicious. */
export const PUBLISHED_FRAME_HEAD = frame_head;
