import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { digest } from '../../files/digest';
import { checkManifest } from '../../folders/manifest';
import { mutatedJson, HOSTILE_TEXTS, hostileText, fuzzTarget } from '../fuzz';

const SECRET = digest('not for readers\n');
const ONE = digest('one');
const VALID = { sha256: { 'a.txt': ONE, 'below/b.txt': ONE } };

/** Names that a manifest must not verify, even with the right digest. */
const ELSEWHERE = [
  '../../../../secret.txt',
  'link.txt',
  'out/secret.txt',
  'below/../a.txt',
  './a.txt',
  'below',
  '/dev/zero',
];

export default fuzzTarget({
  name: 'manifests of artefacts',
  input: fc.record({
    text: fc.oneof(
      mutatedJson(VALID),
      fc
        .array(
          fc.tuple(
            fc.oneof(fc.constantFrom(...ELSEWHERE, ...HOSTILE_TEXTS), hostileText),
            fc.constantFrom(SECRET, ONE),
          ),
          {
            maxLength: 5,
          },
        )
        .map((entries) => Buffer.from(JSON.stringify({ sha256: Object.fromEntries(entries) }))),
    ),
  }),
  async read({ text }, { folder, secret }) {
    mkdirSync(join(folder, 'below'));
    for (const name of ['a.txt', 'below/b.txt']) writeFileSync(join(folder, name), 'one');
    symlinkSync(secret, join(folder, 'link.txt'));
    symlinkSync(join(secret, '..'), join(folder, 'out'));
    symlinkSync('/dev/zero', join(folder, 'zeros'));
    writeFileSync(join(folder, 'manifest.json'), text);
    const { sha256 } = await checkManifest(folder, 'data:x');
    for (const [name, found] of Object.entries(sha256))
      if (!(name in VALID.sha256) || found !== ONE) throw new Error(`verified ${JSON.stringify(name)}`);
  },
});
