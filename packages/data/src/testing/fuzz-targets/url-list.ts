import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { digest } from '@reprise/base';
import { readCompressedList } from '../../urls/lists/url-rows';
import { mutatedBytes, hostileText, fuzzTarget } from '@reprise/base/fuzz';

const VALID = gzipSync('a.example\n#b\n');

export default fuzzTarget({
  name: 'lists of URLs',
  input: fc.oneof(
    fc.record({ text: fc.array(hostileText, { maxLength: 8 }).map((rows) => Buffer.from(rows.join('\n'))) }),
    fc.record({ text: mutatedBytes(Buffer.from('a.example\n#b\n\xff\xfe')) }),
    fc.record({ bytes: mutatedBytes(VALID) }),
  ),
  async read(input, { folder }) {
    const file = join(folder, 'x.gz');
    const text = 'text' in input ? input.text : Buffer.from('a.example\n#b\n');
    writeFileSync(file, 'text' in input ? gzipSync(text, { level: 1 }) : input.bytes);
    const rows = await readCompressedList(file, digest(text));
    // Nothing is trimmed, and only the last line feed may be missing.
    const back = rows.join('\n');
    const whole = text.toString('utf8');
    if (back !== whole && `${back}\n` !== whole) throw new Error(`${rows.length} rows make another text`);
  },
});
