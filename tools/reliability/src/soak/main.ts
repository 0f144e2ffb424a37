// reliability:soak: repeats work for a long time in one process, and fails if anything grows.
//   npx nx run reliability:soak
//   npx nx run reliability:soak --part=exit    # docs/reliability.md stays
import { reportFailure } from '@reprise/base';
import { tensorflowVersion } from '@reprise/engine';
import { Command, Option } from 'commander';
import { publish, type Results } from '../publish';
import { soakCalls } from './calls';
import { soakClassify } from './classify';
import { soakExits } from './exits';
import type { Part } from './soak';
import { soakTrainings } from './train';

const PARTS: Record<string, () => Promise<Part>> = {
  train: soakTrainings,
  call: soakCalls,
  exit: soakExits,
  classify: soakClassify,
};

async function soakParts(part?: string): Promise<Results> {
  const results: Results = { rows: [], failures: [], facts: { TensorFlow: tensorflowVersion() } };
  for (const run of part === undefined ? Object.values(PARTS) : [PARTS[part]]) {
    const { rows, failures } = await run();
    for (const { fault, trials, result } of rows) console.log(`${trials} ${fault}: ${result}`);
    results.rows.push(...rows);
    results.failures.push(...failures);
  }
  return results;
}

new Command('soak')
  .addOption(new Option('--part <part>', 'one part; docs/reliability.md stays').choices(Object.keys(PARTS)))
  .action(({ part }: { part?: string }) => publish('soak', part === undefined, () => soakParts(part)))
  .parseAsync()
  .catch(reportFailure);
