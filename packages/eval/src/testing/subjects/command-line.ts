import { nastyText, subject } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { runCommandLine } from '../../command-line';

const words = fc.constantFrom(
  'report',
  'claims',
  'sweep',
  '--seed',
  '--seed=7',
  '--profile=quick',
  '--profile',
  'full',
  '--',
  '-h',
  '--help',
  '1',
);

export default subject({
  name: 'command line of eval',
  input: fc.array(fc.oneof(words, nastyText), { maxLength: 5 }),
  async read(argv) {
    let ran = 0;
    const check = async ({ seed, profile }: { seed: number; profile: string }): Promise<void> => {
      ran++;
      if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw new Error(`seed ${seed}`);
      if (profile !== 'full' && profile !== 'quick') throw new Error(`profile ${profile}`);
    };
    const log = process.stdout.write;
    process.stdout.write = () => true; // help
    try {
      await runCommandLine(argv, { report: check, claims: check, sweep: async () => void ran++ });
    } finally {
      process.stdout.write = log;
    }
    if (ran > 1) throw new Error(`ran ${ran} times`);
  },
});
