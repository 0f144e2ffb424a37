import { join } from 'node:path';

/** A file of a report, where `eval:report` writes it. */
export const reportFile = (profile: string, seed: number, name = 'report.html'): string => {
  // When it is asked for: the command's help must not wait for it.
  const { artifactsDir } = require('@reprise/base') as typeof import('@reprise/base');
  return join(artifactsDir(profile, 'report', `seed-${seed}`), name);
};
