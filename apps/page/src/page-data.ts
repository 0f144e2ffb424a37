import * as z from 'zod/mini';

/** The page's models; the first two classify URLs, the others look at images. */
export const PAGE_MODELS = ['birnn', 'cnn-lstm', 'lenet', 'autoencoder'] as const;
export type PageModel = (typeof PAGE_MODELS)[number];

const Ready = z.strictObject({
  name: z.enum(PAGE_MODELS),
  title: z.string(),
  state: z.literal('ready'),
  /** Where its `model.json` lies, relative to the page. */
  model: z.string(),
  /** What its figure on the test set is called, and the figure. */
  figure: z.strictObject({ name: z.string(), value: z.number() }),
});

const Missing = z.strictObject({
  name: z.enum(PAGE_MODELS),
  title: z.string(),
  state: z.literal('missing'),
  why: z.string(),
  /** The command that makes it. */
  command: z.string(),
});

export const ModelEntry = z.discriminatedUnion('state', [Ready, Missing]);
export type ModelEntry = z.infer<typeof ModelEntry>;

const Count = z.int().check(z.nonnegative());

/** `page.json`: what the page shows that is not the same for every run. Written by the build, read by the browser. */
export const PageData = z.strictObject({
  schema: z.literal(1),
  profile: z.enum(['full', 'quick']),
  seed: Count,
  /** Says that the figures mean nothing, where they do. */
  notice: z.nullable(z.string()),
  /** One entry a model, in the order of {@link PAGE_MODELS}. */
  models: z.array(ModelEntry),
  /** The command that builds the page again. */
  command: z.string(),
  /** What Fashion-MNIST's labels stand for, in their order. */
  classes: z.array(z.string()),
  /** Images of the test set: where their bytes lie (784 an image), and each one's row there and label. */
  images: z.strictObject({
    file: z.string(),
    items: z.array(z.strictObject({ row: Count, label: Count })),
  }),
});
export type PageData = z.infer<typeof PageData>;
