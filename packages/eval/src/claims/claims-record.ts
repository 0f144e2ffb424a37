import { Profile } from '@reprise/records';
import { z } from 'zod';
import { GROUPS, Measurement, Verdict } from './claim';

/** One claim as it was judged. */
export const JudgedClaim = z.strictObject({
  id: z.string(),
  group: z.enum(GROUPS),
  subject: z.string(),
  statement: z.string(),
  quote: z.string().optional(),
  where: z.string(),
  /** What was expected, in words. */
  expected: z.string(),
  how: z.string(),
  reason: z.string(),
  timed: z.boolean(),
  /** True where a sweep alone can measure it. */
  sweepOnly: z.boolean(),
  /** What was found; absent where nothing was measured. */
  measured: Measurement.optional(),
  /** Why nothing was. */
  missing: z.string().optional(),
  verdict: Verdict,
  declared: z.strictObject({ verdict: Verdict, date: z.string(), reason: z.string() }),
  /** Whether the verdict speaks against the declared one. */
  contradicts: z.boolean(),
});
export type JudgedClaim = z.infer<typeof JudgedClaim>;

/** `claims.json`, and `timed.json` for what depends on a clock. */
export const ClaimsRecord = z.strictObject({
  schema: z.literal(1),
  profile: Profile,
  /** Whether five seeds and five splits were trained. */
  sweep: z.boolean(),
  seed: z.int(),
  /** sha256 of the run records that the verdicts rest on, by experiment. */
  records: z.record(z.string(), z.string()),
  claims: z.array(JudgedClaim),
});
export type ClaimsRecord = z.infer<typeof ClaimsRecord>;
