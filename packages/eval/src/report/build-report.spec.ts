import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifest, digest } from '@reprise/base';
import { SLICE_NOTICE } from '@reprise/records';
import { MODELS } from '../published/published';
import { codeSpan } from '../markdown';
import { PROTOCOL } from '../protocol';
import { FAKE_VERDICTS, fakeArtifacts, fakeModel, HOSTILE, MEASURED } from '../testing/fake-artifacts';
import { buildReport, type ReportSources } from './build-report';
import { type MeasuredModel, Results } from './results';

const read = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'reprise-report-'));
/** A model's result, wherever other models of the catalogue are. */
function measured({ models }: Results, model: string): MeasuredModel {
  const result = models.find((one) => one.model === model);
  if (result?.status !== 'measured') throw new Error(`${model}: ${result?.reason}`);
  return result;
}
/** Text in HTML. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '&#39;');
const statuses = ({ models }: Results): Record<string, string> =>
  Object.fromEntries(models.map(({ model, status }) => [model, status]));
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

describe('a full run', () => {
  let artifacts: string;
  let sources: ReportSources;
  let folder: string;
  let results: Results;

  beforeAll(async () => {
    artifacts = await temporary();
    sources = await fakeArtifacts(artifacts);
    await fakeModel(artifacts, 'lenet', 'full', {
      experiment: 'pixel-logistic',
      record: { model: 'pixel-logistic', title: 'Fake' },
    });
    ({ folder, results } = await buildReport(sources, 'full', 1));
  });
  afterAll(() => remove(artifacts));

  test('is judged and written', async () => {
    expect(folder).toBe(join(artifacts, 'full', 'report', 'seed-1'));
    expect(Results.parse(JSON.parse(await read(folder, 'results.json')))).toEqual(results);
    const times = JSON.parse(await read(folder, 'measured.json'));
    expect(Object.keys(times.models)).toEqual([...MODELS, 'pixel-logistic']);
    const birnn = measured(results, 'birnn');
    expect(birnn.predictions).toMatchObject({
      accuracy: 0.9,
      agrees: true,
      confusion: [
        [170, 10],
        [10, 10],
      ],
    });
    expect(birnn.metrics[0]).toMatchObject({ metric: 'test_acc', published: 0.9897256206200261, measured: 0.9 });
    expect(birnn.metrics[0].difference).toBeCloseTo(-0.0897256, 7);
    expect(birnn.singles?.map(({ url, published, verdict }) => [url, published, verdict])).toEqual([
      ['.btscene2.com', 'malicious', 'malicious'],
      ['www.yahoo.com', 'benign', 'benign'],
    ]);
  });

  test('the page is complete, fetches nothing, and shows URLs as text', async () => {
    const html = await read(folder, 'report.html');
    const drawn = (await readdir(join(folder, 'figures'))).filter((name) => name.endsWith('.svg'));
    expect(html.match(/<img src="data:image\/svg\+xml;base64,/g)).toHaveLength(drawn.length);
    expect(html.match(/<img [^>]*alt="[^"]{20,}"/g)).toHaveLength(drawn.length);
    for (const name of drawn) expect(await read(join(folder, 'figures'), name)).toContain('prefers-color-scheme:dark');
    // Every tag of the page is one that the report writes itself; a hostile one would be among them.
    const tags = [...html.replace(/data:[^"]*/g, '').matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag);
    for (const tag of ['link', 'iframe', 'object', 'form', 'base']) expect(tags).not.toContain(tag);
    expect(tags.filter((tag) => tag === 'script')).toHaveLength(1);
    expect(html).not.toMatch(/(src|srcset|action)="(?!data:)|url\(/i);
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
    const hash = (element: string): string => {
      const [, text] = new RegExp(`<${element}>([^]*?)</${element}>`).exec(html) ?? [];
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      'img-src data:',
      `style-src ${hash('style')}`,
      `script-src ${hash('script')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The policy allows no style but that one: an attribute would be ignored.
    expect(html).not.toMatch(/<[a-z][^>]* (style|on[a-z]+)=/i);
    // Links lead to parts of the report and views of the live page, and nowhere else; a URL never is one.
    const ids = new Set([...html.matchAll(/<(?:section|details|tr) id="([^"]+)"/g)].map(([, id]) => `#${id}`));
    const links = [...html.matchAll(/<a\b[^>]* href="([^"]*)"/g)].map(([, address]) => address);
    const views = new Set(links.filter((address) => !ids.has(address)));
    expect([...views].toSorted()).toEqual(
      [
        ...['', '#epochs', '#network?model=autoencoder', '#network?model=lenet', '#results'],
        ...['#threshold?model=birnn', '#threshold?model=cnn-lstm', '#train?model=autoencoder', '#train?model=lenet'],
        ...['#url', '#url?x=.btscene2.com', '#url?x=www.yahoo.com'],
      ].map((view) => `index.html${view}`),
    );
    expect(new Set(html.match(/ id="[^"]*"/g)).size).toBe(html.match(/ id="/g)?.length);
    for (const url of HOSTILE) expect(html).toContain(`<code>${escaped(codeSpan(url).slice(1, -1))}</code>`);
    expect(html).not.toContain(SLICE_NOTICE);
    expect(html).not.toContain(artifacts);
  });

  test('each claim is in a row of its own, whose address is its id, with this run’s value', async () => {
    const html = await read(folder, 'report.html');
    for (const { id } of PROTOCOL.claims) expect(html).toContain(`<tr id="${id}" data-verdict="`);
    const cells = (id: string): string[] =>
      (new RegExp(`<tr id="${id}".*`).exec(html)?.[0] ?? '').split('</td>').map((cell) => cell.replace(/<[^>]*>/g, ''));
    // The fakes are right in nine of ten rows, as always saying benign is, and find 10 of 20 malicious URLs.
    expect(cells('lenet-test-accuracy').slice(1, 3)).toEqual(['0.8952', '0.9']);
    expect(cells('transfer-higher')[2]).toBe('0');
    expect(cells('transfer-parameters-total').slice(1, 3)).toEqual(['16,299,850', '16,299,850']);
    expect(cells('cnn-lstm-url-1').slice(1, 3)).toEqual(['malicious', 'malicious (0.97)']);
    // Its trainings are not in the run.
    expect(cells('lenet-sgd-slower')[2]).toBe('–');
  });

  test('the Markdown has the same order, and leads to what the page folds away', async () => {
    const markdown = await read(folder, 'report.md');
    const html = await read(folder, 'report.html');
    const sections = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect([...markdown.matchAll(/^## (.*)/gm)].map(([, title]) => title)).toEqual(sections);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...markdown.matchAll(/\(report\.html#([^)]+)\)/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    for (const [, name] of markdown.matchAll(/\]\((figures\/[^)]+)\)/g))
      expect(await read(folder, name)).toContain('<svg');
    expect(markdown).toContain('[CNN + LSTM](#cnn--lstm)');
    expect(markdown.split('\n').length).toBeLessThan(250);
    expect(markdown).not.toContain(artifacts);
  });

  test('other models of the catalogue follow the notebook’s, without values of the notebook', async () => {
    const { metrics, title } = measured(results, 'pixel-logistic');
    expect(results.models.slice(0, 5).map(({ model }) => model)).toEqual([...MODELS]);
    expect(title).toBe('Logistic regression on pixels');
    expect(metrics[0]).toMatchObject({ metric: 'test_acc', published: null, measured: 0.9, difference: null });
    const markdown = await read(folder, 'report.md');
    expect(markdown).toContain('\n## Logistic regression on pixels\n\nThe baseline of the image classifiers:');
    expect(markdown).toContain('The saved predictions for 200 test rows: loss 0.54540, accuracy 0.90000.');
    expect(markdown).toContain('(figures/pixel-logistic-confusion.svg)');
    expect(markdown).not.toContain('## Logistic regression on character n-grams');
  });

  test('has the settings of each training and of its layers', async () => {
    const html = await read(folder, 'report.html');
    expect(html).toContain('optimizer Adam(learning_rate=0.001, epsilon=1e-7); towers 2; seed 1.');
    expect(html).toContain('; at most 20 epochs; patience 2; batch size 32; loss binary_crossentropy;');
    for (const cells of [
      ['dropout_1 (Dropout)', '(None, 5, 5, 32)', '0', 'rate=0.5'],
      ['block1_conv1 (Conv2D)', '(None, 48, 48, 64)', '1,792, frozen'],
    ])
      expect(html.replace(/<td[^>]*>/g, '').replace(/\s+/g, ' ')).toContain(cells.join('</td> '));
    expect(html).toContain('embeddings_regularizer=L1L2(l1=0, l2=0.0001)');
  });

  test('begins with when, where and how long, a row for each model, and the published lines', async () => {
    const [opening, short] = (await read(folder, 'report.md')).split(/^## /m);
    // The fakes' minute of training each; the notebook's seconds: notebook.json.
    expect(opening).toContain(
      'Profile full, seed 1 (not one of the ten seeds, 11 to 20): trained until 2026-11-24 10:00 UTC on 2 cores of A fast one with 8 GB of memory. Training the five models took **5 min 0 s** here and **3 h 23 min** in the notebook.',
    );
    expect(short.startsWith('In short\n')).toBe(true);
    // The fakes' accuracy.
    expect(short).toContain('| [LeNet](#lenet) | Test accuracy | 0.89520 | 0.90000 |');
    expect(short.match(/^\| (?!Model|---).*/gm)).toHaveLength(5);
    expect(short).toContain('- Ten seeds were judged.');
  });

  test('lists errors one by one', async () => {
    // The fakes are wrong in rows 3 and 19 of every 20, two classes up: 3 (Dress) for 5, and 9 (Ankle boot) for 1.
    const [autoencoder, lenet, birnn] = ['autoencoder', 'lenet', 'birnn'].map(
      (model) => measured(results, model).errors,
    );
    expect(lenet.confused).toEqual([
      { actual: 'Dress', predicted: 'Sandal', count: 10, rows: [3, 23, 43, 63, 83, 103] },
      { actual: 'Ankle boot', predicted: 'Trouser', count: 10, rows: [19, 39, 59, 79, 99, 119] },
    ]);
    const worst = autoencoder.worst?.map(({ loss }) => loss);
    expect(worst).toEqual(worst?.toSorted((a, b) => b - a));
    expect(birnn).toMatchObject({ false_alarms: { count: 10 }, misses: { count: 10 } });
    expect(birnn.false_alarms?.shown[0]).toEqual({ row: 3, url: HOSTILE[3], probability: Math.fround(0.6) });
    const markdown = await read(folder, 'report.md');
    const shown = birnn.misses?.shown ?? [];
    for (const { url } of shown.slice(0, 3)) expect(markdown).toContain(`| ${codeSpan(url)} | malicious | 0.40000 |`);
    const html = await read(folder, 'report.html');
    expect(html).toContain('10 misses (malicious URLs that it calls benign):');
    expect(markdown).toContain('(figures/lenet-confused.svg)');
    expect(markdown).toContain('(figures/autoencoder-worst.svg)');
  });

  test('plots have their specification and data beside them, and titles with results', async () => {
    const spec = JSON.parse(await read(folder, 'figures/lenet-loss.vl.json'));
    const ends = measured(results, 'lenet')
      .metrics.find(({ metric }) => metric === 'val_loss')
      ?.measured.toFixed(4);
    expect(spec.title.text.join(' ')).toBe(`LeNet: validation loss ends at ${ends}, the notebook’s at 0.2795`);
    expect(spec.data.values).toHaveLength(40);
    const names = await readdir(join(folder, 'figures'));
    const plots = names.filter((name) =>
      /^(autoencoder|lenet|transfer|birnn|cnn-lstm)-(loss|accuracy|accuracy-notebook|confusion)\.svg$/.test(name),
    );
    for (const name of plots) expect(names).toContain(name.replace('.svg', '.vl.json'));
    expect(plots).toHaveLength(15);
  });

  test('is a research object with the digest of each file and of each run record', async () => {
    const crate = JSON.parse(await read(folder, 'ro-crate-metadata.json'));
    const [descriptor, root, ...entities] = crate['@graph'];
    expect(crate['@context']).toBe('https://w3id.org/ro/crate/1.2/context');
    expect(descriptor).toMatchObject({ '@id': 'ro-crate-metadata.json', about: { '@id': './' } });
    expect(root).toMatchObject({ '@type': 'Dataset', datePublished: MEASURED.date.slice(0, 10) });
    const ids = entities.map((entity: { '@id': string }) => entity['@id']);
    for (const { '@id': id } of [...root.hasPart, ...root.mentions]) expect(ids).toContain(id);
    const results = entities.find((entity: { '@id': string }) => entity['@id'] === 'results.json');
    expect(results.sha256).toBe(digest(await read(folder, 'results.json')));
    const lenet = entities.find((entity: { '@id': string }) => entity['@id'] === '#lenet');
    const record = await read(join(artifacts, 'full', 'lenet', 'seed-1'), 'run.json');
    expect(lenet.identifier).toBe(`sha256 of run.json: ${digest(record)}`);
  });

  test('two reports have the same manifest, which leaves out the times', async () => {
    const first = await checkManifest(folder, 'eval:report');
    expect(Object.keys(first.sha256)).toEqual(expect.arrayContaining(['figures/birnn-accuracy.png', 'results.json']));
    expect(Object.keys(first.sha256)).not.toContain('report.md');
    await writeFile(join(artifacts, 'full', 'lenet', 'seed-1', 'measured.json'), JSON.stringify(OTHER_TIMES));
    await buildReport(sources, 'full', 1);
    expect(await checkManifest(folder, 'eval:report')).toEqual(first);
    expect(await read(folder, 'report.html')).toContain('Another machine');
    expect(await readdir(join(artifacts, 'full', 'report'))).toEqual(['seed-1']);
  });

  test('notes a missing or damaged model, and reports the others', async () => {
    for (const model of ['autoencoder', 'transfer', 'lenet', 'pixel-logistic'])
      await remove(join(artifacts, 'full', model));
    await writeFile(join(artifacts, 'full', 'birnn', 'seed-1', 'predictions.npy'), 'x');
    await buildReport(sources, 'full', 1);
    expect(statuses(Results.parse(JSON.parse(await read(folder, 'results.json'))))).toMatchObject({
      ...{ autoencoder: 'missing', lenet: 'missing', transfer: 'missing' },
      ...{ birnn: 'failed', 'cnn-lstm': 'measured', 'pixel-logistic': 'missing' },
    });
    const markdown = await read(folder, 'report.md');
    expect(markdown).toContain('- LeNet: Not trained yet. Run npx nx run vision:lenet:full --seed=1.');
    expect(markdown).toMatch(/- Bidirectional RNN: full\/birnn\/seed-1\/predictions\.npy: expected sha256/);
    expect(markdown).not.toContain('\n## LeNet\n');
  });

  test('a figure that fails is one clear error, and the previous report stays', async () => {
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

test('every part of a quick run has the notice', async () => {
  const artifacts = await temporary();
  try {
    const { folder, results } = await buildReport(await fakeArtifacts(artifacts, 'quick'), 'quick', 1);
    expect(results).toMatchObject({ slice: true, notice: SLICE_NOTICE });
    for (const model of MODELS) expect(measured(results, model).slice).toBe(true);
    const sections = (await read(folder, 'report.md')).split(/^## /m);
    // The opening, in short, the five models, and the rest.
    expect(sections).toHaveLength(1 + 1 + 5 + 1);
    for (const section of sections) expect(section).toContain(SLICE_NOTICE);
    const figures = (await readdir(join(folder, 'figures'))).filter((name) => name.endsWith('.svg'));
    expect(figures.length).toBeGreaterThan(15);
    for (const name of figures) expect(await read(join(folder, 'figures'), name)).toContain(SLICE_NOTICE);
  } finally {
    await remove(artifacts);
  }
});

test('nothing trained: a report that needs no URLs', async () => {
  const artifacts = await temporary();
  try {
    const set = { images: new Uint8Array(784).fill(1), labels: new Uint8Array(1), rows: 1 };
    const loadTestUrls = jest.fn();
    const loadFashionMnist = async () => ({ train: set, test: set });
    const loadVerdicts = async () => FAKE_VERDICTS;
    const loadBaselines = async () => [];
    const { folder, results } = await buildReport(
      { artifacts, loadFashionMnist, loadTestUrls, loadVerdicts, loadBaselines },
      'full',
      7,
    );
    expect(results.models.every(({ status }) => status === 'missing')).toBe(true);
    expect(loadTestUrls).not.toHaveBeenCalled();
    expect(await read(folder, 'report.html')).toContain('Not prepared: run <code>npx nx run data:urls</code>.');
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
