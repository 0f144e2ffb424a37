import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifest } from '@reprise/base';
import { SLICE_NOTICE } from '@reprise/records';
import { MODELS } from '../published/published';
import { fakeArtifacts, HOSTILE } from '../testing/fake-artifacts';
import { buildReport, type ReportSources } from './build-report';
import { codeSpan } from './escape-markdown';
import { ReportTimes } from './report-times';
import { Results } from './results';

const read = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'reprise-report-'));
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

describe('a full run', () => {
  let artifacts: string;
  let sources: ReportSources;
  let folder: string;
  let results: Results;

  beforeAll(async () => {
    artifacts = await temporary();
    sources = await fakeArtifacts(artifacts);
    ({ folder, results } = await buildReport(sources, 'full', 1));
  });
  afterAll(() => remove(artifacts));

  test('is judged and written', async () => {
    expect(folder).toBe(join(artifacts, 'full', 'report', 'seed-1'));
    expect(Results.parse(JSON.parse(await read(folder, 'results.json')))).toEqual(results);
    expect(Object.keys(ReportTimes.parse(JSON.parse(await read(folder, 'measured.json'))).models)).toEqual([...MODELS]);
    const birnn = results.models[3];
    if (birnn.status !== 'measured') throw new Error(birnn.reason);
    expect(birnn.predictions).toMatchObject({
      accuracy: 0.9,
      agrees: true,
      confusion: [
        [170, 10],
        [10, 10],
      ],
    });
    expect(birnn.figures[0]).toMatchObject({ figure: 'test_acc', published: 0.9897256206200261, measured: 0.9 });
    expect(birnn.figures[0].difference).toBeCloseTo(-0.0897256, 7);
    expect(birnn.singles?.map(({ url, published, verdict }) => [url, published, verdict])).toEqual([
      ['.btscene2.com', 'malicious', 'malicious'],
      ['www.yahoo.com', 'benign', 'benign'],
    ]);
  });

  test('the page holds everything, fetches nothing, and URLs are text', async () => {
    const markdown = await read(folder, 'report.md');
    const html = await read(folder, 'report.html');
    const drawn = (await readdir(join(folder, 'figures'))).filter((name) => name.endsWith('.svg'));
    for (const name of drawn) expect(markdown).toContain(`(figures/${name})`);
    expect(html.match(/<img src="data:image\/svg\+xml;base64,/g)).toHaveLength(drawn.length);
    expect(html.match(/<img [^>]*alt="[^"]{20,}"/g)).toHaveLength(drawn.length);
    for (const name of drawn) expect(await read(join(folder, 'figures'), name)).toContain('prefers-color-scheme:dark');
    // Every tag of the page is one that the report writes itself; a hostile one would be among them.
    const tags = new Set([...html.replace(/data:[^"]*/g, '').matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag));
    for (const tag of ['script', 'link', 'iframe', 'object', 'form', 'base']) expect(tags).not.toContain(tag);
    expect(html).not.toMatch(/(src|srcset|action)="(?!data:)|url\(/i);
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
    const [, style] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      'img-src data:',
      `style-src 'sha256-${hash}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The policy allows no style but that one: an attribute would be ignored.
    expect(html).not.toMatch(/<[a-z][^>]* (style|on[a-z]+)=/i);
    // Links lead to headings of the page and nowhere else; a URL never is one.
    const ids = new Set([...html.matchAll(/<h\d id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...html.matchAll(/<a\b([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(ids).toContain(/^ href="#([^"]+)"$/.exec(link)?.[1]);
    expect(new Set(html.match(/ id="[^"]*"/g)).size).toBe(html.match(/ id="/g)?.length);
    for (const url of HOSTILE) expect(markdown).toContain(`| ${codeSpan(url)} |`);
    expect(html).toContain('<code>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</code>');
    expect(markdown).not.toContain(SLICE_NOTICE);
    expect(markdown).not.toContain(artifacts);
    // The notebook's table of the bidirectional RNN ends so.
    expect(markdown).toContain('Total params: 30,001\nTrainable params: 30,001\nNon-trainable params: 0\n');
  });

  test('begins with what was reproduced, what came of it and how long it took', async () => {
    const [, short] = (await read(folder, 'report.md')).split(/^## /m);
    expect(short.startsWith('In short\n')).toBe(true);
    // The fakes' accuracy, and their minute of training each; the notebook's seconds: notebook.json.
    expect(short).toContain('| [LeNet](#lenet) | test accuracy | 0.89520 | 0.90000 |');
    expect(short).toMatch(/cells \*\*3 h 23 min\*\* on their own machine, and took \*\*5 min 0 s\*\* here on 2 cores/);
  });

  test('errors are looked at, one by one', async () => {
    // The fakes are wrong in rows 3 and 19 of every 20, two classes up: 3 (Dress) for 5, and 9 (Ankle boot) for 1.
    const [autoencoder, lenet, , birnn] = results.models.map((one) => one.status === 'measured' && one.errors);
    expect(lenet && lenet.confused).toEqual([
      { actual: 'Dress', predicted: 'Sandal', count: 10, rows: [3, 23, 43, 63, 83, 103] },
      { actual: 'Ankle boot', predicted: 'Trouser', count: 10, rows: [19, 39, 59, 79, 99, 119] },
    ]);
    expect(autoencoder && autoencoder.worst?.map(({ loss }) => loss)).toEqual(
      autoencoder && autoencoder.worst?.map(({ loss }) => loss).toSorted((a, b) => b - a),
    );
    if (!birnn) throw new Error('no errors');
    expect(birnn).toMatchObject({ false_alarms: { count: 10 }, misses: { count: 10 } });
    expect(birnn.false_alarms?.shown[0]).toEqual({ row: 3, url: HOSTILE[3], probability: Math.fround(0.6) });
    const markdown = await read(folder, 'report.md');
    for (const { url } of birnn.misses?.shown ?? []) expect(markdown).toContain(`| ${codeSpan(url)} | 0.40000 |`);
    expect(markdown).toContain('(figures/lenet-confused.svg)');
    expect(markdown).toContain('(figures/autoencoder-worst.svg)');
  });

  test('a plot has its specification and data beside it, and a title that says the finding', async () => {
    const spec = JSON.parse(await read(folder, 'figures/lenet-loss.vl.json'));
    const lenet = results.models[1];
    if (lenet.status !== 'measured') throw new Error(lenet.reason);
    const ends = lenet.figures.find(({ figure }) => figure === 'val_loss')?.measured.toFixed(4);
    expect(spec.title.text.join(' ')).toBe(`LeNet: validation loss ends at ${ends}, the notebook’s at 0.2795`);
    expect(spec.data.values).toHaveLength(40);
    const names = await readdir(join(folder, 'figures'));
    const plots = names.filter((name) => /-(loss|accuracy|accuracy-compared|confusion)\.svg$/.test(name));
    for (const name of plots) expect(names).toContain(name.replace('.svg', '.vl.json'));
    expect(plots).toHaveLength(15);
  });

  test('two reports are the same where the manifest says so, and the rest holds the times', async () => {
    const first = await checkManifest(folder, 'eval:report');
    expect(Object.keys(first.sha256)).toEqual(expect.arrayContaining(['figures/birnn-accuracy.png', 'results.json']));
    expect(Object.keys(first.sha256)).not.toContain('report.md');
    await writeFile(join(artifacts, 'full', 'lenet', 'seed-1', 'measured.json'), JSON.stringify(OTHER_TIMES));
    await buildReport(sources, 'full', 1);
    expect(await checkManifest(folder, 'eval:report')).toEqual(first);
    expect(await read(folder, 'report.md')).toContain('Another machine');
    expect(await readdir(join(artifacts, 'full', 'report'))).toEqual(['seed-1']);
  });

  test('a model that is missing or broken is said, and the others are there', async () => {
    for (const model of ['autoencoder', 'transfer', 'lenet']) await remove(join(artifacts, 'full', model));
    await writeFile(join(artifacts, 'full', 'birnn', 'seed-1', 'predictions.npy'), 'x');
    await buildReport(sources, 'full', 1);
    const { models } = Results.parse(JSON.parse(await read(folder, 'results.json')));
    expect(models.map(({ status }) => status)).toEqual(['missing', 'missing', 'missing', 'failed', 'measured']);
    const markdown = await read(folder, 'report.md');
    expect(markdown).toContain('- LeNet: Not trained yet. Run npx nx run vision:lenet:full --seed=1.');
    expect(markdown).toMatch(/- Bidirectional RNN: full\/birnn\/seed-1\/predictions\.npy: expected sha256/);
  });

  test('a figure that fails is one clear error, and the report of before stays', async () => {
    const before = await read(folder, 'report.md');
    const none = { images: new Uint8Array(), labels: new Uint8Array(), rows: 0 };
    const broken = { ...sources, loadFashionMnist: async () => ({ train: none, test: none }) };
    await expect(buildReport(broken, 'full', 1)).rejects.toThrow(
      /^figure first-training-image: expected a drawing, found/,
    );
    expect(await read(folder, 'report.md')).toBe(before);
    expect(await readdir(join(artifacts, 'full', 'report'))).toEqual(['seed-1']);
  });
});

test('a quick run says everywhere that its figures mean nothing', async () => {
  const artifacts = await temporary();
  try {
    const { folder, results } = await buildReport(await fakeArtifacts(artifacts, 'quick'), 'quick', 1);
    expect(results).toMatchObject({ slice: true, notice: SLICE_NOTICE });
    for (const one of results.models) expect(one).toMatchObject({ slice: true });
    const sections = (await read(folder, 'report.md')).split(/^## /m);
    // In short, published and measured, data, times, files, and the five models; no claims were judged.
    expect(sections).toHaveLength(1 + 5 + 5);
    for (const section of sections) expect(section).toContain(SLICE_NOTICE);
    const figures = (await readdir(join(folder, 'figures'))).filter((name) => name.endsWith('.svg'));
    expect(figures.length).toBeGreaterThan(15);
    for (const name of figures) expect(await read(join(folder, 'figures'), name)).toContain(SLICE_NOTICE);
  } finally {
    await remove(artifacts);
  }
});

test('nothing trained: a report that says so, and that needs no URLs', async () => {
  const artifacts = await temporary();
  try {
    const set = { images: new Uint8Array(784).fill(1), labels: new Uint8Array(1), rows: 1 };
    const loadTestUrls = jest.fn();
    const loadFashionMnist = async () => ({ train: set, test: set });
    const { folder, results } = await buildReport({ artifacts, loadFashionMnist, loadTestUrls }, 'full', 7);
    expect(results.models.every(({ status }) => status === 'missing')).toBe(true);
    expect(loadTestUrls).not.toHaveBeenCalled();
    expect(await read(folder, 'report.md')).toContain('Not prepared: run `npx nx run data:urls`.');
  } finally {
    await remove(artifacts);
  }
});

const OTHER_TIMES = {
  schema: 1,
  date: '2026-12-01T00:00:00.000Z',
  seconds: { total: 1, training: 1, epochs: [1] },
  resumed: true,
  peak_memory_mb: 1,
  machine: { cpu: 'Another machine', cores: 8, memory_gb: 31, platform: 'linux', release: '6.2' },
  node: '24.0.0',
  tensorflow: '2.21.0',
};
