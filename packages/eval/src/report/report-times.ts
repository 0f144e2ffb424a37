import { Measured } from '@reprise/records';
import { ModelName } from '../published/published';
import { z } from 'zod';

/**
 * `measured.json` of a report: the models' own measured.json side by side. It differs from run to run, so it stands
 * apart from results.json, as measured.json does from run.json.
 */
export const ReportTimes = z.strictObject({
  schema: z.literal(1),
  models: z.partialRecord(ModelName, Measured),
});
export type ReportTimes = z.infer<typeof ReportTimes>;
