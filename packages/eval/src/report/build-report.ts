import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolder, writeJson } from '@reprise/base';
import { FASHION_MNIST_CLASSES } from '@reprise/data';
import { catalogue, type CatalogueEntry, type Profile, SLICE_NOTICE, taskOf } from '@reprise/records';
import { PIXELS } from '../baselines';
import type { Verdicts } from '../claims';
import { type Figure, firstImage, writeFigures } from '../plots';
import { MODELS, PUBLISHED } from '../published/published';
import type { ExperimentRecord } from '../records/training-record';
import { readRun, type RunState } from '../runs/read-run';
import { composeReport } from './compose-report';
import { reportHtml } from './html/report-html';
import { judgeModel, measuredOf, type ReportModel } from './judge/judge-model';
import { judgeRun } from './judge/judge-run';
import { reportMarkdown } from './report-markdown';
import { Results } from './results';
import { roCrate } from './ro-crate';
import { readFrameSummary } from './sections/data';

/** Where a report takes its material from; tests bring their own. */
export interface ReportSources {
  /** The folder `artifacts`. */
  artifacts: string;
  /** Images [rows * 784] and labels [rows]. */
  loadFashionMnist(): Promise<Record<'train' | 'test', { images: Uint8Array; labels: Uint8Array; rows: number }>>;
  /** The test URLs and their labels [rows], 1 for malicious. Called only when a text model is trained. */
  loadTestUrls(): Promise<{ urls: readonly string[]; labels: Uint8Array }>;
  /** Verdicts on the published seeds. */
  loadVerdicts(): Promise<Verdicts>;
  /** Records of the baselines that no run trains. */
  loadBaselines(): Promise<ExperimentRecord[]>;
}

/** The notebook's models in its order, then the catalogue's others. */
function cards(): CatalogueEntry[] {
  const models = catalogue();
  const others = Array.from(models.values()).filter(({ model, study }) => !study && !Object.hasOwn(PUBLISHED, model));
  return [...MODELS.flatMap((model) => models.get(model) ?? []), ...others];
}

async function readState(model: string, artifacts: string, profile: Profile, seed: number): Promise<RunState> {
  const state = await readRun(artifacts, profile, model, seed);
  if (state.status !== 'trained' || state.run.epochs_run > 0) return state;
  const todo = `Run npx nx run ${taskOf(model)}:${profile} --seed=${seed} --skip-nx-cache.`;
  return { status: 'failed', reason: `Its training diverged in the first epoch. ${todo}` };
}

/**
 * Builds `artifacts/PROFILE/report/seed-N`: report.md, report.html, results.json, measured.json, figures/,
 * ro-crate-metadata.json and manifest.json. It replaces the previous report when it is complete; a failure leaves that untouched.
 *
 * @returns the folder, and the results as written
 * @throws Problem when data is missing, the published verdicts are damaged, or a figure cannot be drawn; a model that is missing or
 *   damaged is noted in the report, not thrown
 */
export async function buildReport(
  sources: ReportSources,
  profile: Profile,
  seed: number,
): Promise<{ folder: string; results: Results }> {
  const { artifacts } = sources;
  const fashion = await sources.loadFashionMnist();
  let urls: ReturnType<typeof sources.loadTestUrls> | undefined;
  const models: ReportModel[] = [];
  for (const card of cards()) {
    const { model, title } = card;
    const state = await readState(model, artifacts, profile, seed);
    if (state.status !== 'trained') {
      models.push({ model, title, ...state });
      continue;
    }
    const test = state.dataset === 'urls' ? await (urls ??= sources.loadTestUrls()) : fashion.test;
    models.push(judgeModel(card, state, test));
  }
  const judged = measuredOf(models);

  const slice = profile === 'quick' || judged.some(({ result }) => result.slice);
  const notice = slice ? SLICE_NOTICE : null;
  const listed = models.map((model) => (model.status === 'measured' ? model.result : model));
  const results = Results.parse({ schema: 3, profile, seed, slice, notice, models: listed });
  const times = Object.fromEntries(judged.map(({ card, trained }) => [card.model, trained.measured]));
  // The rows of a slice are not those of the baselines.
  const sets = slice
    ? undefined
    : { fashion: fashion.test, urlLabels: async () => (await (urls ??= sources.loadTestUrls())).labels };
  const values = await judgeRun(artifacts, { profile, seed }, sets, await sources.loadBaselines());
  const label = FASHION_MNIST_CLASSES[fashion.train.labels[0]]?.toLowerCase();
  const first: Figure = {
    name: 'first-training-image',
    alt: `The first training image of Fashion-MNIST, labelled ${label}: 28 by 28 pixels.`,
    plot: () => firstImage(`The first training image is labelled ${label}`, fashion.train.images.subarray(0, PIXELS)),
  };
  const figures = [
    first,
    ...judged.flatMap(({ figures: { curves, errors, layers } }) => [layers, ...curves, ...errors]),
  ];

  const folder = join(artifacts, profile, 'report', `seed-${seed}`);
  await writeFolder(
    folder,
    'eval:report',
    async (draft) => {
      await writeFigures(figures, join(draft, 'figures'), slice);
      await writeJson(join(draft, 'results.json'), results);
      await writeJson(join(draft, 'measured.json'), { schema: 1, models: times });
      const report = composeReport({
        results,
        models,
        verdicts: await sources.loadVerdicts(),
        values,
        fashion: { train: fashion.train.rows, test: fashion.test.rows },
        frame: await readFrameSummary(artifacts),
        firstImage: first,
      });
      await writeFile(join(draft, 'report.md'), await reportMarkdown(report));
      const title = `Reprise: ${profile}, seed ${seed}`;
      await writeFile(join(draft, 'report.html'), await reportHtml(report, title, draft));
      const trainings = judged.map(({ trained }) => trained);
      await writeJson(join(draft, 'ro-crate-metadata.json'), await roCrate(draft, title, trainings));
    },
    ['measured.json', 'report.md', 'report.html', 'ro-crate-metadata.json'],
  );
  return { folder, results };
}
