import { z } from 'zod';

/** `singles.json` of a text model: what it says of the two URLs that the notebook tries. */
export const Singles = z.array(
  z.strictObject({
    url: z.string(),
    /** The model's output, the probability that the URL is malicious. */
    probability: z.number().min(0).max(1),
    verdict: z.enum(['malicious', 'benign']),
  }),
);
export type Singles = z.infer<typeof Singles>;
