import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutatedJson, fuzzTarget } from '@reprise/base/fuzz';
import { dataFolds, readFrameSummary } from '../../report/sections/data';

const VALID = {
  rows: 3,
  benign: 2,
  malicious: 1,
  head: [
    { URL: 'a.example', Is_Malicious: 0 },
    { URL: '#b', Is_Malicious: 1 },
  ],
  x: { shape: [3, 75] },
  y: { shape: [3] },
  train: { rows: 2, malicious: 1 },
  test: { rows: 1, malicious: 0 },
};

export default fuzzTarget({
  name: 'summary.json of the URLs',
  input: mutatedJson(VALID),
  async read(text, { folder }) {
    mkdirSync(join(folder, 'data', 'urls'), { recursive: true });
    writeFileSync(join(folder, 'data', 'urls', 'summary.json'), text);
    const summary = await readFrameSummary(folder);
    if (summary === undefined) throw new Error('none');
    const folds = dataFolds('rest', { train: 1, test: 1 }, summary, { name: 'x', alt: 'y' });
    if (/[^\P{Cc}\n]/u.test(folds.flatMap(({ blocks }) => blocks).join(''))) throw new Error('a control character');
  },
});
