import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { loadUrlFrame } from '../../urls/load';
import { mutatedBytes, subject } from '@reprise/base/fuzz';

/** Five rows of URLs and labels, as `frameToArrow` writes them. */
const VALID = readFileSync(join(__dirname, '..', 'fixtures', 'five-urls.arrow'));

/** Stands beside it. */
const SUMMARY = '{}';

export default subject({
  // Under the manifest of the valid file: the library that reads Arrow trusts what a file says of its own sizes.
  name: 'Arrow frames, with their manifest',
  share: 0.5,
  input: mutatedBytes(VALID),
  async read(bytes, { folder }) {
    writeFileSync(join(folder, 'urls.arrow'), bytes);
    writeFileSync(join(folder, 'summary.json'), SUMMARY);
    const sha256 = { 'urls.arrow': digest(VALID), 'summary.json': digest(SUMMARY) };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ sha256 }));
    const frame = await loadUrlFrame(folder);
    const urls = Array.from(frame.array('URL') as ArrayLike<unknown>);
    const labels = Array.from(frame.array('Is_Malicious') as ArrayLike<unknown>);
    if (urls.join() !== 'a.example/1,#b,,é.example,.c.example' || labels.join() !== '0,0,0,1,1')
      throw new Error(`read ${urls} and ${labels}`);
  },
});
