import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { parseCommandLine } from '../../command-line';

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

export default fuzzTarget({
  name: 'command line of eval',
  input: fc.array(fc.oneof(words, hostileText), { maxLength: 5 }),
  async read(argv) {
    const { task, seed, profile } = parseCommandLine(argv);
    if (!['report', 'claims', 'sweep'].includes(task)) throw new Error(`task ${task}`);
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw new Error(`seed ${seed}`);
    if (profile !== 'full' && profile !== 'quick') throw new Error(`profile ${profile}`);
    if (task === 'sweep' && (seed !== 1 || profile !== 'full')) throw new Error('a sweep with options');
  },
});
