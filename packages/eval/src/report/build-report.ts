import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolder } from '@reprise/base';
import { type Profile, SLICE_NOTICE } from '@reprise/records';
import { MODELS } from '../published/published';
import { PIXELS } from '../baselines';
import { claimsFolder, readClaims } from '../claims';
import { drawFigures } from './draw-figures';
import { readFrameSummary } from './frame-summary';
import { judgeModel } from './judge-model';
import { listDrawings } from './list-drawings';
import { MODEL_NAMES } from './model-names';
import { type ModelState, readModel } from './read-run';
import { reportHtml } from './report-html';
import { reportMarkdown } from './report-markdown';
import { ReportTimes } from './report-times';
import { type ModelResult, Results } from './results';

/** Where a report takes its material from; tests bring their own. */
export interface ReportSources {
  /** The folder `artifacts`. */
  artifacts: string;
  /** Images [rows * 784] and labels [rows]. */
  loadFashionMnist(): Promise<Record<'train' | 'test', { images: Uint8Array; labels: Uint8Array; rows: number }>>;
  /** The test URLs and their labels [rows], 1 for malicious. Asked for only when a text model is there. */
  loadTestUrls(): Promise<{ urls: readonly string[]; labels: Uint8Array }>;
}

/** What differs between two equal runs, and so stands outside the manifest. */
const LEFT_OUT = ['measured.json', 'report.md', 'report.html'];

const json = (value: unknown): string => JSON.stringify(value, null, 2) + '\n';

/**
 * Builds `artifacts/PROFILE/report/seed-N`: report.md, report.html, results.json, measured.json, figures/ and
 * manifest.json. It is built beside its place and put there at the end: a failure leaves the report of before.
 *
 * @returns the folder, and the results as written
 * @throws Problem when the data are missing, verdicts damaged, or a figure cannot be drawn; a model that is missing or
 *   broken is no problem but said in the report
 */
export async function buildReport(
  sources: ReportSources,
  profile: Profile,
  seed: number,
): Promise<{ folder: string; results: Results }> {
  const { artifacts } = sources;
  const states: ModelState[] = [];
  for (const model of MODELS) states.push(await readModel(artifacts, profile, model, seed));
  const fashion = await sources.loadFashionMnist();
  const isText = ({ model }: ModelState): boolean => model === 'birnn' || model === 'cnn-lstm';
  const needsUrls = states.some((state) => state.status === 'trained' && isText(state));
  const urls = needsUrls ? await sources.loadTestUrls() : {};
  const frame = await readFrameSummary(artifacts);
  // A report without verdicts is one of trainings that were not judged yet, never one of verdicts that are damaged.
  const judged = existsSync(join(claimsFolder(artifacts, profile, seed, false), 'manifest.json'));
  const claims = judged ? await readClaims(artifacts, profile, seed, false) : undefined;

  const models = states.map((state): ModelResult => {
    if (state.status !== 'trained') return { name: MODEL_NAMES[state.model], ...state };
    return judgeModel(state, isText(state) ? urls : fashion.test);
  });
  const slice = profile === 'quick' || states.some((state) => state.status === 'trained' && state.run.slice);
  const results = Results.parse({ schema: 3, profile, seed, slice, notice: slice ? SLICE_NOTICE : null, models });
  const times = ReportTimes.parse({
    schema: 1,
    models: Object.fromEntries(
      states.flatMap((state) => (state.status === 'trained' && state.measured ? [[state.model, state.measured]] : [])),
    ),
  });
  const drawings = listDrawings(states, results, {
    first: fashion.train.images.subarray(0, PIXELS),
    label: fashion.train.labels[0],
    test: fashion.test.images,
  });

  const folder = join(artifacts, profile, 'report', `seed-${seed}`);
  await writeFolder(
    folder,
    'eval:report',
    async (draft) => {
      await drawFigures(drawings, join(draft, 'figures'), `eval:report:${profile} --seed=${seed}`);
      await writeFile(join(draft, 'results.json'), json(results));
      await writeFile(join(draft, 'measured.json'), json(times));
      const rows = { train: fashion.train.rows, test: fashion.test.rows };
      const markdown = reportMarkdown({ results, states, claims, times, fashion: rows, frame, drawings });
      await writeFile(join(draft, 'report.md'), markdown);
      const title = `Reprise: ${profile}, seed ${seed}`;
      await writeFile(join(draft, 'report.html'), await reportHtml(markdown, title, draft));
    },
    LEFT_OUT,
  );
  return { folder, results };
}
