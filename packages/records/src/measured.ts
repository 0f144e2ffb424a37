import { z } from 'zod';

/** `measured.json`: what differs from run to run stands here and nowhere else. */
export const Measured = z.strictObject({
  schema: z.literal(1),
  /** ISO date at which the run ended. */
  date: z.string(),
  seconds: z
    .strictObject({ total: z.number(), training: z.number(), epochs: z.array(z.number()) })
    .catchall(z.number()),
  /** True when the run went on from a checkpoint, so that its seconds leave out what went before. */
  resumed: z.boolean(),
  peak_memory_mb: z.number(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.int(),
    memory_gb: z.number(),
    platform: z.string(),
    release: z.string(),
  }),
  node: z.string(),
  tensorflow: z.string(),
});
export type Measured = z.infer<typeof Measured>;
