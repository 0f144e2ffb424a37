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

/** What a claim's measure found. */
export const Measurement = z.strictObject({
  value: z.union([z.number(), z.string()]),
  /** Both ends of a 95 % interval; equal to the value where nothing is left to chance; absent where one run cannot tell. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** What the interval is over, in words. */
  interval: z.string().optional(),
  /** Both ends of the 95 % prediction interval for one more seed. */
  spread: z.strictObject({ low: z.number(), high: z.number() }).optional(),
  /** The value by seed, from 1 on. */
  seeds: z.array(z.number()).optional(),
  /** True where the value is of one training, so that another seed may give another. */
  oneSeed: z.boolean().optional(),
  /** Further figures that the reader should see. */
  details: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});
export type Measurement = z.infer<typeof Measurement>;

/** Why there is no measurement. */
export interface Missing {
  missing: string;
}

/** How a claim can be true. */
export type Expectation =
  /** The notebook prints a figure; ours is to come within `tolerance`. */
  | { kind: 'figure'; published: number; tolerance: number }
  /** The notebook prints something that has no tolerance. */
  | { kind: 'exact'; published: number | string }
  /** Two curves are to be at most so far apart. */
  | { kind: 'distance'; tolerance: number }
  /** The notebook, or we, say that a quantity lies above or below a bound. */
  | { kind: 'proposition'; holds: 'above' | 'below'; bound: number };

/** What a claim is: a conclusion of the notebook, something that it prints, what its method hides, a baseline. */
export const GROUPS = ['conclusion', 'printed', 'hidden', 'baseline'] as const;
export type Group = (typeof GROUPS)[number];

/** One thing that the notebook prints or says, or that its method hides, as data. */
export interface Claim {
  id: string;
  group: Group;
  /** What it is about: a model's name as the report has it, or "Data". */
  subject: string;
  /** What is judged, in our words. */
  statement: string;
  /** The notebook's words or output, letter by letter; absent where it says nothing. */
  quote?: string;
  /** Where they stand in the notebook. */
  where: string;
  expects: Expectation;
  /** How it is measured here. */
  how: string;
  /** Why this tolerance or bound. */
  reason: string;
  measure(evidence: Evidence): Measurement | Missing | Promise<Measurement | Missing>;
  /** True where the value is of a clock, and so differs between two equal runs. */
  timed?: boolean;
  /** True where one run of the pipeline cannot measure it, and a sweep does. */
  sweepOnly?: boolean;
  /** What we say came of it, after a full run with a sweep. Changing it takes a new one. */
  declared: { verdict: Verdict; date: string; reason: string };
}
