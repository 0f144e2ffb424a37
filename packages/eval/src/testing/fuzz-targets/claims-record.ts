import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { mutatedJson, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { claimsFolder, CLAIMS, findingsMarkdown, readClaims, renderVerification, verify } from '../../claims';

const claims = CLAIMS.map(({ id, group, subject, statement, where, how, reason, declared, timed = false }) => ({
  ...{ id, group, subject, statement, where, expected: 'above 0', how, reason, timed, sweepOnly: false },
  measured: { value: 0.5, low: 0.4, high: 0.6 },
  verdict: declared.verdict,
  declared,
  contradicts: false,
}));
const record = (timed: boolean): object => ({
  ...{ schema: 1, profile: 'full', sweep: false, seed: 1, records: { 'lenet seed 1': 'a'.repeat(64) } },
  claims: claims.filter((claim) => claim.timed === timed),
});

export default fuzzTarget({
  name: 'verdicts (claims.json, timed.json)',
  weight: 0.3,
  input: fc.record({
    judged: mutatedJson(record(false)),
    timed: fc.oneof(fc.constant(Buffer.from(JSON.stringify(record(true)))), mutatedJson(record(true))),
  }),
  async read({ judged, timed }, { folder }) {
    const place = claimsFolder(folder, 'full', 1, false);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'claims.json'), judged);
    writeFileSync(join(place, 'timed.json'), timed);
    writeFileSync(join(place, 'manifest.json'), JSON.stringify({ sha256: { 'claims.json': digest(judged) } }));
    const read = await readClaims(folder, 'full', 1, false);
    if (read.claims.length !== CLAIMS.length) throw new Error(`${read.claims.length} claims`);
    verify(read);
    const text = renderVerification(read);
    if (/[^\P{Cc}\n]/u.test(text))
      throw new Error(`a control character: ${JSON.stringify(text.match(/.*[^\P{Cc}\n].*/u))}`);
    if (/[^\P{Cc}\n]/u.test(findingsMarkdown(read, []))) throw new Error('a control character in the findings');
  },
});
