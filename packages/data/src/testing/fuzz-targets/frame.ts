import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { loadUrlRows } from '../../urls/load';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';

/** Five rows of URLs and labels, written by `frameToArrow`. */
const VALID = readFileSync(join(__dirname, '..', 'fixtures', 'five-urls.arrow'));

const SUMMARY = '{}';

export default fuzzTarget({
  // With the manifest of the valid file, since the Arrow library trusts the sizes in a file.
  name: 'Arrow frames, with their manifest',
  weight: 0.5,
  input: mutatedBytes(VALID),
  async read(bytes, { folder }) {
    writeFileSync(join(folder, 'urls.arrow'), bytes);
    writeFileSync(join(folder, 'summary.json'), SUMMARY);
    const sha256 = { 'urls.arrow': digest(VALID), 'summary.json': digest(SUMMARY) };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ sha256 }));
    const { urls, malicious } = await loadUrlRows(folder);
    if (urls.join() !== 'a.example/1,#b,,é.example,.c.example' || malicious.join() !== '0,0,0,1,1')
      throw new Error(`read ${urls} and ${malicious}`);
  },
});
