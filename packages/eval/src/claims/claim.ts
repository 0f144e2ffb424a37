import { z } from 'zod';
import type { Evidence } from './evidence';

export const VERDICTS = [
  'holds',
  'reproduced',
  'reproduced within seed spread',
  'not reproduced',
  'does not hold',
  'undecided',
  'not measured',
] as const;

export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

/** The result of a claim's measure. */
export const Measurement = z.strictObject({
  value: z.union([z.number(), z.string()]),
  /** Both ends of a 95 % interval; equal to the value where chance has no part; absent where one run cannot tell. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** The kind of interval, in words. */
  interval: z.string().optional(),
  /** Both ends of the 95 % prediction interval for one more seed. */
  spread: z.strictObject({ low: z.number(), high: z.number() }).optional(),
  /** The value by seed, from 1. */
  seeds: z.array(z.number()).optional(),
  /** True when the value comes from one training, so that another seed may give another value. */
  oneSeed: z.boolean().optional(),
  /** Further values for the reader. */
  details: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});
export type Measurement = z.infer<typeof Measurement>;

/** Kinds of claims, by their titles in the findings. */
export const GROUPS = {
  conclusion: 'What the notebook concludes',
  printed: 'What it prints',
  hidden: 'What its method hides',
  baseline: 'Baselines',
} as const;
export type Group = keyof typeof GROUPS;

/** The expected verdict, from a full run with a sweep. Changing it takes a new one. */
export const Declared = z.strictObject({ verdict: Verdict, date: z.string(), reason: z.string() });

/** One thing that the notebook prints or says, or that its method hides, and its verdict. */
export const JudgedClaim = z.strictObject({
  id: z.string(),
  group: z.enum(Object.keys(GROUPS) as Group[]),
  /** The model's name in the report, or "Data". */
  subject: z.string(),
  /** What is judged, in our words. */
  statement: z.string(),
  /** The notebook's words or output, verbatim. */
  quote: z.string().optional(),
  /** The place in the notebook. */
  where: z.string(),
  /** The expectation in words. */
  expected: z.string(),
  /** How it is measured here. */
  how: z.string(),
  /** Why this tolerance or bound. */
  reason: z.string(),
  /** True when the value is a time, which differs between two identical runs. */
  timed: z.boolean(),
  /** True when only a sweep can measure it. */
  sweepOnly: z.boolean(),
  measured: Measurement.optional(),
  /** Why nothing was measured. */
  missing: z.string().optional(),
  verdict: Verdict,
  declared: Declared,
  /** Whether the verdict contradicts the declared one. */
  contradicts: z.boolean(),
});
export type JudgedClaim = z.infer<typeof JudgedClaim>;

/** When a claim is true. */
export type Expectation =
  /** The notebook prints a number; ours must be within `tolerance`. */
  | { kind: 'number'; published: number; tolerance: number }
  /** The notebook prints something that has no tolerance. */
  | { kind: 'exact'; published: number | string }
  /** Two curves must be at most this far apart. */
  | { kind: 'distance'; tolerance: number }
  /** A quantity is above or below a bound. */
  | { kind: 'proposition'; holds: 'above' | 'below'; bound: number };

/** Measures a claim. @throws Missing when a run is missing; RangeError when the rows do not allow a statistic */
export type Measure = (evidence: Evidence) => Measurement | Promise<Measurement>;

type Texts = 'id' | 'group' | 'subject' | 'statement' | 'quote' | 'where' | 'how' | 'reason' | 'declared';

/** A claim that is to be judged. */
export type Claim = Pick<JudgedClaim, Texts> &
  Partial<Pick<JudgedClaim, 'timed' | 'sweepOnly'>> & { expects: Expectation; measure: Measure };
