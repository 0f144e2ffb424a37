import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { decompress, FASHION_MNIST, readFashionMnistFile } from '../../fashion-mnist/read-files';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';

const TEXT = Buffer.from('one.example\ntwo.example\n'.repeat(20));
const ZIPPED = gzipSync(TEXT);
/** 100 MB of zeros in 97 kB, and 200 MB in two members. */
const BOMB = gzipSync(Buffer.alloc(100_000_000));
const BOMBS = [BOMB, Buffer.concat([BOMB, BOMB])];

export default fuzzTarget({
  name: 'gzip',
  input: fc.oneof(
    { weight: 200, arbitrary: mutatedBytes(ZIPPED, Buffer.concat([ZIPPED, ZIPPED]), TEXT) },
    { weight: 1, arbitrary: fc.constantFrom(...BOMBS) },
  ),
  async read(bytes, { folder }) {
    const data = await decompress(bytes, 'x');
    if (data.length > 60_000 * 784 + 1000) throw new Error(`${data.length} bytes`);
    const file = join(folder, 'x.gz');
    writeFileSync(file, bytes);
    // None of these are the published labels.
    const refused = await readFashionMnistFile(file, FASHION_MNIST[1]).then(
      () => false,
      () => true,
    );
    if (!refused) throw new Error('accepted as the published labels');
  },
});
