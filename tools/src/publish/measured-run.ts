import { artifactsDir, readJson } from '@reprise/base';
import { Measured } from '@reprise/records';

/** The seed whose runs the docs describe. */
export const SEED = 1;

/** What a full training measured of itself. */
export const measuredRun = (experiment: string): Promise<Measured> =>
  readJson(artifactsDir('full', experiment, `seed-${SEED}`, 'measured.json'), {
    schema: Measured,
    expected: 'the times of a run',
    todo: 'Run `npx nx run runner:all`.',
  });

/** When and on which machine something was measured. */
export const basis = ({ date, machine }: Pick<Measured, 'date'> & { machine: Omit<Measured['machine'], 'release'> }) =>
  `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}`;
