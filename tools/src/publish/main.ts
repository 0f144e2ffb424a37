// Writes the pages that are made of records:
//   npx nx run tools:publish                  # of the committed records
//   npx nx run tools:publish --take=sweep     # takes artifacts/sweep into the records first; or control, bench, fit, pipeline
//   npx nx run tools:publish --check          # only compares, as `npx reprise verify --published`
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, checkManifest, readJson, reportFailure, repositoryRoot, writeJson } from '@reprise/base';
import { ExperimentRecord } from '@reprise/eval';
import { Command, Option } from 'commander';
import { TAKE_PERFORMANCE } from './performance-records';
import { renderPages } from './pages';

const RECORDS = join(repositoryRoot(), 'packages', 'eval', 'records');

/** Copies a file, or a folder without its .png and .json, in place of another. */
function replace(from: string, to: string): void {
  const draft = `${to}.new`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(from, draft, { recursive: true, filter: (file) => !/\.(png|vl\.json)$/.test(file) });
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
}

/** Takes the records of `eval:sweep`. */
async function takeSweep(): Promise<void> {
  const from = artifactsDir('sweep');
  await checkManifest(from, 'eval:sweep', ['facts.json']);
  for (const name of ['reprise', 'facts.json']) replace(join(from, name), join(RECORDS, name));
  replace(join(from, 'figures'), join(repositoryRoot(), 'docs', 'figures', 'findings'));
}

/** Takes the records of tools/parity/control.py, a file for each experiment and seed. @throws Problem when one is damaged */
async function takeControl(): Promise<void> {
  const from = artifactsDir('control');
  const experiments = new Map<string, ExperimentRecord>();
  for (const file of readdirSync(from).sort()) {
    const record = await readJson(join(from, file), {
      schema: ExperimentRecord,
      expected: 'a record of the control',
      todo: 'Run tools/parity/control.py again.',
    });
    const others = experiments.get(record.experiment)?.trainings ?? [];
    experiments.set(record.experiment, { ...record, trainings: [...others, ...record.trainings] });
  }
  const draft = artifactsDir('control-records');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const [name, record] of experiments) await writeJson(join(draft, `${name}.json`), record);
  replace(draft, join(RECORDS, 'tf_keras'));
}

const TAKE: Record<string, () => Promise<void>> = { sweep: takeSweep, control: takeControl, ...TAKE_PERFORMANCE };

/** The first line in which two texts differ. */
function difference(found: string, expected: string): string {
  const [ours, theirs] = [found.split('\n'), expected.split('\n')];
  const line = theirs.findIndex((text, i) => text !== ours[i]);
  const at = line < 0 ? theirs.length : line;
  return `line ${at + 1}: expected "${(theirs[at] ?? '').slice(0, 200)}", found "${(ours[at] ?? '').slice(0, 200)}"`;
}

/** @returns what differs from the records, one line a page */
export function comparePages(pages: ReadonlyMap<string, string>, root = repositoryRoot()): string[] {
  return Array.from(pages).flatMap(([path, expected]) => {
    const file = join(root, path);
    const found = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return found === expected ? [] : [`${path}, ${difference(found, expected)}`];
  });
}

async function publish({ take, check }: { take?: string; check?: boolean }): Promise<void> {
  if (take !== undefined) await TAKE[take]();
  const pages = await renderPages();
  if (!check) {
    for (const [path, text] of pages) writeFileSync(join(repositoryRoot(), path), text);
    return;
  }
  const differences = comparePages(pages);
  for (const line of differences) console.error(line);
  console.log(
    differences.length === 0
      ? `${pages.size} files are what the records say.`
      : `${differences.length} of ${pages.size} files differ from the records. Run \`npx nx run tools:publish\`, or restore the records.`,
  );
  if (differences.length > 0) process.exitCode = 1;
}

if (require.main === module)
  new Command('publish')
    .addOption(new Option('--take <what>', 'take a result of this machine first').choices(Object.keys(TAKE)))
    .option('--check', 'only compare')
    .action(publish)
    .parseAsync()
    .catch(reportFailure);
