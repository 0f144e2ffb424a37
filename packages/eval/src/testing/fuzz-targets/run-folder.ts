import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { npyBytes } from '@reprise/data';
import { mutatedBytes, mutatedJson, fuzzTarget } from '@reprise/base/fuzz';
import { catalogue, type CatalogueEntry } from '@reprise/records';
import { MODELS, type ModelName } from '../../published/published';
import * as fc from 'fast-check';
import { reportHtml } from '../../report/html/report-html';
import { judgeModel } from '../../report/judge/judge-model';
import { ModelResult } from '../../report/results';
import type { Block } from '../../report/section';
import { modelSection } from '../../report/sections/model';
import { timeBlocks } from '../../report/sections/time';
import { DATASETS } from '../../runs/check-record';
import { readRun } from '../../runs/read-run';
import { MEASURED } from '../fake-artifacts';
import { fakeRun } from '../fake-run';
import { tagsOf } from '../tags-of';

const ROWS = 20;
const IMAGES = Uint8Array.from({ length: ROWS * 784 }, (_, i) => i % 251);
const SINGLES = [{ url: '.btscene2.com', probability: 0.97, verdict: 'malicious' }];
const isText = (model: ModelName): boolean => model === 'birnn' || model === 'cnn-lstm';

function predictions(model: ModelName): Buffer {
  const shape = model === 'autoencoder' ? [ROWS, 28, 28, 1] : [ROWS, isText(model) ? 1 : 10];
  const data = new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(0.1);
  return npyBytes({ dtype: 'float32', shape, data });
}

/** Mostly valid, so that the other files are read at all. */
const mostly = (valid: Buffer, changed: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(valid) }, { weight: 1, arbitrary: changed });

/** Wrong numbers and curves that pass the schema. */
const changes = fc.record({
  keys: fc.subarray([
    'loss',
    'val_loss',
    'acc',
    'val_acc',
    'epochs_run',
    'parameters',
    'epochs',
    'epoch',
    'slice',
    'task',
  ]),
  value: fc.constantFrom<unknown>(
    [],
    [0.5],
    0,
    1,
    1e308,
    -1e308,
    5e-324,
    1e15,
    'binary',
    'multiclass',
    true,
    undefined,
  ),
});
const odd = (run: object): fc.Arbitrary<Buffer> =>
  changes.map(({ keys, value }) =>
    Buffer.from(JSON.stringify(run, (key, old: unknown) => (keys.includes(key) ? value : old))),
  );

const inputs = MODELS.map((model) => {
  const run = fakeRun(model, { testRows: ROWS });
  return fc.record({
    model: fc.constant(model),
    run: fc.oneof(mutatedJson(run), odd(run)),
    measured: mostly(Buffer.from(JSON.stringify(MEASURED)), mutatedJson(MEASURED)),
    singles: mostly(Buffer.from(JSON.stringify(SINGLES)), mutatedJson(SINGLES)),
    predictions: mostly(predictions(model), mutatedBytes(predictions(model))),
  });
});

export default fuzzTarget({
  name: 'run.json, measured.json, singles.json and predictions',
  input: fc.oneof(...inputs),
  async read({ model, ...files }, { folder }) {
    const place = join(folder, 'full', model, 'seed-1');
    mkdirSync(place, { recursive: true });
    const content: Record<string, Buffer> = {
      'run.json': files.run,
      'singles.json': files.singles,
      'predictions.npy': files.predictions,
    };
    for (const [name, bytes] of Object.entries(content)) writeFileSync(join(place, name), bytes);
    writeFileSync(join(place, 'measured.json'), files.measured);
    const sha256 = Object.fromEntries(Object.entries(content).map(([name, bytes]) => [name, digest(bytes)]));
    writeFileSync(join(place, 'manifest.json'), JSON.stringify({ sha256 }));
    const trained = await readRun(folder, 'full', model, 1);
    if (trained.status !== 'trained' || trained.run.epochs_run === 0) return 'refused';
    // What is accepted must make a report.
    const labels = Uint8Array.from({ length: ROWS }, (_, i) => i % (isText(model) ? 2 : 10));
    const urls = Array.from({ length: ROWS }, () => 'a.example');
    const test = { labels, urls, images: IMAGES };
    const card = catalogue().get(model) as CatalogueEntry;
    const judged = judgeModel(card, trained, test);
    const { result } = judged;
    ModelResult.parse(result);
    if (result.title !== card.title) throw new Error('another result');
    const { classes } = result.predictions;
    if (classes && classes.length !== DATASETS[trained.dataset].classes.length) throw new Error('other classes');
    const section = modelSection(judged);
    // Figures are drawn elsewhere.
    const withoutFigures = (blocks: readonly Block[]): Block[] =>
      blocks.map((block) => (typeof block === 'string' ? block.replace(/^!\[.*\n?/gm, '') : block));
    const report = {
      title: 'Report',
      opening: timeBlocks([judged]),
      sections: [
        {
          ...section,
          blocks: withoutFigures(section.blocks),
          folds: section.folds.map((fold) => ({ ...fold, blocks: withoutFigures(fold.blocks) })),
        },
      ],
    };
    const html = await reportHtml(report, 'Report', folder);
    if (/[\p{Cs}\uFFFE]|[^\P{Cc}\n\t]/u.test(html)) throw new Error('a control character in the report');
    tagsOf(html);
    return 'read';
  },
});
