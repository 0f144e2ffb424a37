import * as fc from 'fast-check';
import { printable, Problem } from '../../errors/problem';
import { hostileText, fuzzTarget } from '../fuzz';

/** Characters that move the cursor, change the direction of text or are invisible. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

export default fuzzTarget({
  name: 'text for terminals',
  input: fc.oneof(
    hostileText,
    fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)),
  ),
  read(text) {
    const shown = printable(text);
    if (UNSEEN.test(shown)) throw new Error(`shows ${JSON.stringify(shown)}`);
    // JSON keeps its meaning.
    if (JSON.parse(printable(JSON.stringify(text))) !== text) throw new Error('other JSON');
    const { message } = new Problem({ where: text, expected: text, found: text, todo: text });
    if (UNSEEN.test(message.replace(/[\n\t]/g, ''))) throw new Error(`a message ${JSON.stringify(message)}`);
  },
});
