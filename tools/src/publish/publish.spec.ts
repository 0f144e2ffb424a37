import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { readRecords } from '@reprise/eval';
import { comparePages } from './main';
import { renderPages } from './pages';

let pages: ReadonlyMap<string, string>;
beforeAll(async () => (pages = await renderPages()), 180_000);

test('every page is what the committed records say', () => expect(comparePages(pages)).toEqual([]));

/** Figures to tamper with: in each page, the last digit of the pattern's first match changes. */
const TAMPERED: [path: string, figure: RegExp][] = [
  ['README.md', /\| LeNet \| test accuracy \| 0\.8952/],
  ['README.md', /squared error a pixel 0\.\d+/],
  ['README.md', /\| lenet \(32\) \| \*\*\d\.\d+|\| lenet \(32\) \| \d\.\d+/],
  ['docs/findings.md', /Autoencoder \| val_loss of the last epoch \| 0\.2859 ± 0\.0056/],
  ['docs/findings.md', /Transfer from VGG16 \| It is more accurate than the CNN[^|]*\| above 0 \| -?0\.\d+/],
  ['docs/findings.md', /Holm [\de.-]+/],
  ['docs/findings.md', /- lenet: 11 `[0-9a-f]{16}/],
  ['docs/protocol.md', /0\.0028 \(/],
  ['docs/models/lenet.md', /test accuracy \| 0\.\d+/],
  ['docs/models/birnn.md', /val_loss, last epoch \| 0\.\d+/],
  ['docs/performance.md', /\| birnn \(32\) \| \d\.\d+/],
  ['docs/performance.md', /All tasks cached: \d/],
  ['packages/engine/README.md', /\| \d+\.\d+ \|/],
  ['packages/eval/records/verdicts.json', /"log10P": -\d+\.\d+/],
];

const changeLastDigit = (figure: string): string =>
  figure.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));

test.each(TAMPERED)('a changed figure in %s is found: %s', (path, figure) =>
  inTempFolder((root) => {
    for (const [page, text] of pages) {
      const file = join(root, page);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, page === path ? text.replace(figure, changeLastDigit) : text);
    }
    expect(readFileSync(join(root, path), 'utf8')).not.toBe(pages.get(path));
    const [difference, ...others] = comparePages(pages, root);
    expect(difference).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}, line \\d+: expected `));
    expect(others).toEqual([]);
    return Promise.resolve();
  }),
);

test('one sweep: every record of a training has the seeds of the protocol, and one TensorFlow', async () => {
  const { records } = await readRecords();
  const frameworks = new Set(
    Array.from(records.experiments.values()).flatMap(({ framework, trainings }) =>
      trainings[0].sha256 ? [framework] : [],
    ),
  );
  expect(frameworks.size).toBe(1);
});
