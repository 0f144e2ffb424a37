import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '../folders/temp-folder';
import { aProblem } from '../testing/a-problem';
import { FAULTS, faultyServer } from '../testing/faulty-server';
import { quiet } from '../testing/quiet';
import { checkDigest, digest, fileDigest } from '../files/digest';
import { download } from './download';

const BODY = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
/** Long enough for a busy machine not to look like a silent server. */
const OPTIONS = { silence: 1000, slowest: { bytes: 1000, ms: 1400 }, pause: 1, attempts: 3 };

beforeEach(quiet);

const check = async (file: string): Promise<void> => checkDigest(file, await fileDigest(file), digest(BODY), 'Do.');

test.each(FAULTS.map((fault, i) => ({ ...fault, i })))('a server that $name', ({ i, outcome }) =>
  inTempFolder((folder) =>
    faultyServer(
      () => BODY,
      async (server) => {
        const to = join(folder, 'x.bin');
        const wanted = { to, atMost: BODY.length, check };
        const work = download({ url: `${server}${i}/x`, ...wanted }, { ...OPTIONS, givenUp: new Set() });
        const ended = await work.catch((error: unknown) => error);
        if (outcome === 'file') expect(ended).toBeUndefined();
        if (outcome instanceof RegExp) expect(ended).toEqual(aProblem(outcome));
        if (ended !== undefined) {
          expect(ended).toEqual(aProblem(/./));
          expect(existsSync(to)).toBe(false);
          // Its leftovers do not prevent a later download.
          await download({ url: `${server}0/x`, ...wanted }, { ...OPTIONS, givenUp: new Set() });
        }
        expect(readFileSync(to).equals(BODY)).toBe(true);
        expect(readdirSync(folder)).toEqual(['x.bin']);
      },
    ),
  ),
);
