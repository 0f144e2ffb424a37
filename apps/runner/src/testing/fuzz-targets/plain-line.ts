import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { plainLine } from '../../nx/run-nx';

const codes = fc.constantFrom(
  '\u001b[',
  '\u001b]',
  '\u009b',
  '\r',
  '\u001b[1G',
  '\u001b[32m',
  '\u0007',
  ';',
  'a',
  '1',
  '\b',
  '\u001b',
);
const LONG = ['\u001b[', '\u001b];', ';', '\u001b]8;;', 'a;', '\u009b0;'].map((text) => text.repeat(200_000));

export default fuzzTarget({
  name: 'lines of tasks, for a pipe',
  input: fc.oneof(
    { weight: 100, arbitrary: hostileText },
    { weight: 100, arbitrary: fc.array(codes, { maxLength: 30 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.constantFrom(...LONG) },
  ),
  read(line) {
    const plain = plainLine(line);
    if (/[^\P{Cc}\t]/u.test(plain)) throw new Error(`leaves ${JSON.stringify(plain.slice(0, 200))}`);
    if (plain.length > line.length) throw new Error('longer than it was');
  },
});
