import { z } from 'zod';
import { MODEL_NAMES, MODELS } from '../published/published';
import data from './rules.json';

const About = z.enum([...MODELS, 'data']);
const Text = z.string().min(1);

/** What all claims have. */
const Common = z.strictObject({
  id: Text,
  about: About,
  /** A quote has one primary reading. Baselines are `ours`. */
  reading: z.enum(['primary', 'secondary', 'ours']),
  statement: Text,
  /** The notebook's words or output, verbatim. */
  quote: Text.optional(),
  /** The place in the notebook. */
  where: Text,
});

/** Identical to what is printed, or not: no verdict. */
const Fact = Common.extend({ kind: z.literal('fact'), published: z.union([z.string(), z.number()]) });
/** A printed number, against ours over seeds. */
const Metric = Common.extend({
  kind: z.literal('metric'),
  /** The training that repeats it. */
  experiment: Text,
  /** A key of `quantities`. */
  quantity: Text,
  published: z.number(),
  margin: z.number().positive(),
  /** Why this margin: a key of `reasons`. */
  reason: Text,
});
/** A printed curve, against ours over seeds. */
const Curve = Common.extend({
  kind: z.literal('curve'),
  experiment: Text,
  curve: z.enum(['loss', 'val_loss', 'acc', 'val_acc']),
});
/** All printed numbers of a model, against ours over seeds. */
const Together = Common.extend({ kind: z.literal('together'), experiment: Text });
/** A printed verdict on one URL, against those of the seeds. */
const Answer = Common.extend({ kind: z.literal('answer'), experiment: Text, url: Text, published: Text });

/** How a conclusion's effect is tested; docs/protocol.md has the formulas. */
const TESTS = [
  'mean over seeds',
  'difference over seeds',
  'difference over seeds and rows',
  'median over seeds and rows',
  'shift over seeds',
  'shift over seeds and rows',
  'log-rank',
] as const;

/** What the notebook concludes, as an effect on one side of a bound. */
const Conclusion = Common.extend({
  kind: z.literal('conclusion'),
  /** A key of `quantities`. */
  quantity: Text,
  /** The effect is the first one's quantity less the second one's, or the only one's. */
  experiments: z.array(Text).min(1).max(2),
  test: z.enum(TESTS),
  side: z.enum(['above', 'below']),
  bound: z.number(),
  /** Why this bound. */
  reason: Text,
  /** The size of the effect that the notebook prints, whose power is reported. */
  effect: z.number().positive().optional(),
});

const Claim = z.discriminatedUnion('kind', [Fact, Metric, Curve, Together, Answer, Conclusion]);
export type ProtocolClaim = z.infer<typeof Claim>;

/** A change of a rule, with the verdicts before and after. */
const Change = z.strictObject({
  date: z.iso.date(),
  claims: z.array(Text).min(1),
  reason: Text,
  before: Text,
  after: Text,
  /** sha256 of the rules after it, for changes of this protocol. */
  sha256: z.string().optional(),
});

const Protocol = z.strictObject({
  /** The date of the first version. */
  written: z.iso.date(),
  /** sha256 of its first rules. */
  sha256: z.string(),
  design: z.strictObject({
    seeds: z.array(z.int()),
    /** `random_state` of each split, the notebook's first. */
    splits: z.array(z.int()),
    controlSeeds: z.array(z.int()),
    level: z.number(),
    bootstrapSamples: z.int(),
    /** Trained once for each seed. */
    trainings: z.array(Text),
  }),
  /** What is measured, and its unit. */
  quantities: z.record(z.string(), z.strictObject({ unit: Text, measure: Text })),
  /** Why margins are what they are. */
  reasons: z.record(z.string(), Text),
  claims: z.array(Claim),
  /** Numbers without a verdict. */
  observations: z.array(z.strictObject({ id: Text, about: About, statement: Text, measure: Text })),
  /** What is no claim, and why. */
  remarks: z.array(z.strictObject({ about: About, quote: z.string(), where: Text, remark: Text })),
  /** What was known when it was written. */
  known: z.array(Text),
  changes: z.array(Change),
});

/** The rules by which the notebook's claims are judged. */
export const PROTOCOL = Protocol.parse(data);

/** The title of what a claim is about. */
export const aboutName = (about: z.infer<typeof About>): string => (about === 'data' ? 'Data' : MODEL_NAMES[about]);
