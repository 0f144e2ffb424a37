import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifest, writeManifest, writeNpy } from '@reprise/data';
import { MODELS } from '@reprise/engine/records';
import { SLICE_NOTICE } from '../plots';
import { fakeArtifacts, fakeModel, HOSTILE } from '../testing/fake-artifacts';
import { fakeRun } from '../testing/fake-run';
import { buildReport, type ReportSources } from './build-report';
import { codeSpan } from './escape-markdown';
import { ReportTimes } from './report-times';
import { Results } from './results';

let artifacts: string;
let sources: ReportSources;
const read = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');

beforeEach(async () => (artifacts = await mkdtemp(join(tmpdir(), 'reprise-report-'))));
afterEach(() => rm(artifacts, { recursive: true, force: true }));

describe('a full run', () => {
  beforeEach(async () => void (sources = await fakeArtifacts(artifacts)));

  test('is judged, drawn and written; two reports are the same where the manifest says so', async () => {
    const { folder, results } = await buildReport(sources, 'full', 1);
    expect(folder).toBe(join(artifacts, 'full', 'report', 'seed-1'));
    expect(Results.parse(JSON.parse(await read(folder, 'results.json')))).toEqual(results);
    expect(Object.keys(ReportTimes.parse(JSON.parse(await read(folder, 'measured.json'))).models)).toEqual([...MODELS]);

    // The fakes' own figures: 0.9 of each classifier's rows are right, the autoencoder's curve is near the notebook's.
    const verdicts = results.models.map((one) => one.status === 'measured' && one.bar.verdict);
    expect(verdicts).toEqual(['reached', 'reached', 'reached', 'not reached', 'not reached']);
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

    const first = await checkManifest(folder, 'eval:report');
    expect(Object.keys(first.sha256)).toContain('figures/birnn-accuracy.png');
    expect(Object.keys(first.sha256)).not.toContain('report.md');
    await writeFile(join(artifacts, 'full', 'lenet', 'seed-1', 'measured.json'), JSON.stringify(OTHER_TIMES));
    await buildReport(sources, 'full', 1);
    expect(await checkManifest(folder, 'eval:report')).toEqual(first);
    expect(await read(folder, 'report.md')).toContain('Another machine');
    expect(await readdir(join(artifacts, 'full', 'report'))).toEqual(['seed-1']);
  });

  test('the page holds everything, fetches nothing, and URLs are text', async () => {
    const { folder } = await buildReport(sources, 'full', 1);
    const markdown = await read(folder, 'report.md');
    const html = await read(folder, 'report.html');
    const drawn = (await readdir(join(folder, 'figures'))).filter((name) => name.endsWith('.svg'));
    for (const name of drawn) expect(markdown).toContain(`(figures/${name})`);
    expect(html.match(/<img src="data:image\/svg\+xml;base64,/g)).toHaveLength(drawn.length);
    expect(html.match(/<img [^>]*alt="[^"]{20,}"/g)).toHaveLength(drawn.length);
    expect(html).not.toMatch(
      /<a\s|<script|<link|(src|href|srcset|action)="(?!data:)|onerror=alert\(1\)>(?!<\/code>)|url\(/i,
    );
    for (const url of HOSTILE) expect(markdown).toContain(`| ${codeSpan(url)} |`);
    expect(html).not.toContain('| injected |');
    expect(html).toContain('<code>&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(markdown).not.toContain(SLICE_NOTICE);
    expect(markdown).not.toContain(artifacts);
    // The notebook's table of the bidirectional RNN ends so.
    expect(markdown).toContain('Total params: 30,001\nTrainable params: 30,001\nNon-trainable params: 0\n');
  });

  test('a model that is missing or broken is said, and the others are there', async () => {
    await rm(join(artifacts, 'full', 'lenet'), { recursive: true });
    await writeFile(join(artifacts, 'full', 'birnn', 'seed-1', 'predictions.npy'), 'x');
    await rm(join(artifacts, 'full', 'cnn-lstm', 'seed-1', 'run.json'));
    const { folder, results } = await buildReport(sources, 'full', 1);
    expect(results.models.map(({ status }) => status)).toEqual(['measured', 'missing', 'measured', 'failed', 'failed']);
    const markdown = await read(folder, 'report.md');
    expect(markdown).toContain('- LeNet: Not trained yet. Run npx nx run vision:lenet:full --seed=1.');
    expect(markdown).toMatch(/- Bidirectional RNN: full\/birnn\/seed-1\/predictions\.npy: expected sha256/);
    expect(markdown).toContain('2 of 5 models reach their bar.');
  });

  test('predictions of another shape are a failure of that model', async () => {
    const folder = join(artifacts, 'full', 'lenet', 'seed-1');
    await writeNpy(join(folder, 'predictions.npy'), { dtype: 'float32', shape: [2, 10], data: new Float32Array(20) });
    await writeManifest(folder, ['measured.json']);
    const { results } = await buildReport(sources, 'full', 1);
    expect(results.models[1]).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('float32 of shape (200, 10)'),
    });
  });

  test('a record of another run is a failure', async () => {
    const folder = join(artifacts, 'full', 'lenet', 'seed-1');
    await writeFile(join(folder, 'run.json'), JSON.stringify(fakeRun('lenet', { seed: 2 })));
    await writeManifest(folder, ['measured.json']);
    const { results } = await buildReport(sources, 'full', 1);
    expect(results.models[1]).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('found full lenet seed 2'),
    });
  });

  test('a figure that fails is one clear error, and the report of before stays', async () => {
    const { folder } = await buildReport(sources, 'full', 1);
    const before = await read(folder, 'report.md');
    const none = { images: new Uint8Array(), labels: new Uint8Array(200), rows: 0 };
    const broken = { ...sources, loadFashionMnist: async () => ({ train: none, test: none }) };
    await expect(buildReport(broken, 'full', 1)).rejects.toThrow(/figure first-training-image: expected a drawing/);
    expect(await read(folder, 'report.md')).toBe(before);
    expect(await readdir(join(artifacts, 'full', 'report'))).toEqual(['seed-1']);
  });
});

test('a quick run says everywhere that its figures mean nothing', async () => {
  sources = await fakeArtifacts(artifacts, 'quick');
  const { folder, results } = await buildReport(sources, 'quick', 1);
  expect(results).toMatchObject({ slice: true, notice: SLICE_NOTICE });
  for (const one of results.models) expect(one).toMatchObject({ slice: true, bar: { verdict: 'not judged' } });
  const markdown = await read(folder, 'report.md');
  const sections = markdown.split(/^## /m);
  expect(sections).toHaveLength(1 + 3 + 5);
  for (const section of sections) expect(section).toContain(SLICE_NOTICE);
  const figures = (await readdir(join(folder, 'figures'))).filter((name) => name.endsWith('.svg'));
  expect(figures.length).toBeGreaterThan(15);
  for (const name of figures) expect(await read(join(folder, 'figures'), name)).toContain(SLICE_NOTICE);
});

test('nothing trained: a report that says so, without the URLs', async () => {
  await fakeModel(artifacts, 'lenet');
  sources = await fakeArtifacts(join(artifacts, 'elsewhere'));
  const loadUrls = jest.fn();
  const { results } = await buildReport({ ...sources, artifacts, loadUrls }, 'full', 7);
  expect(results.models.every(({ status }) => status === 'missing')).toBe(true);
  expect(loadUrls).not.toHaveBeenCalled();
  await expect(access(join(artifacts, 'full', 'report', 'seed-7', 'report.html'))).resolves.toBeUndefined();
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
