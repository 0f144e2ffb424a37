import { z } from 'zod';

export const VERDICTS = [
  'identical',
  'different',
  'reproduced',
  'compatible with seed spread',
  'not reproduced',
  'holds',
  'does not hold',
  'undecided',
  'not measured',
] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

const Ends = z.strictObject({ low: z.number(), high: z.number() });

/** A claim of the protocol with its verdict. */
export const Judged = z.strictObject({
  id: z.string(),
  verdict: Verdict,
  /** What was found: a mean, a median, an effect, a fact. */
  value: z.union([z.number(), z.string()]).optional(),
  /** By seed. */
  seeds: z.array(z.number()).optional(),
  /** The control's, by seed. */
  control: z.array(z.number()).optional(),
  /** The interval that decides equivalence, or that of an effect. */
  interval: Ends.optional(),
  /** Where one more run lies. */
  oneMore: Ends.optional(),
  /** Common logarithms of p, and of Holm's. */
  log10P: z.number().optional(),
  holm: z.number().optional(),
  /** A conclusion's verdict before Holm's correction. */
  uncorrected: Verdict.optional(),
  /** The chance of finding the effect that the notebook prints. */
  power: z.number().optional(),
  /** The chance of "not reproduced" if the notebook is one more run. */
  falseRate: z.number().optional(),
  /** For an undecided number: the seeds that would decide; null for more than 1,000. */
  needed: z.int().nullable().optional(),
  /** For the reader. */
  note: z.string().optional(),
});
export type Judged = z.infer<typeof Judged>;

/** `records/verdicts.json`: what the records say. */
export const Verdicts = z.strictObject({
  schema: z.literal(1),
  /** At most eight, for a reader in a hurry. */
  summary: z.array(z.string()),
  judged: z.array(Judged),
});
export type Verdicts = z.infer<typeof Verdicts>;
