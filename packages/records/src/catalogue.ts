import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@reprise/base';
import { z } from 'zod';

const PACKAGES = join(__dirname, '..', '..');

/** `card.json` in a model's folder, packages/PROJECT/src/MODEL. */
const Card = z.strictObject({
  /** The model's name in reports, plots and pages. */
  title: z.string(),
  /** What the model does, for a reader who has not seen the notebook. */
  description: z.string(),
  /** Tasks of `data` whose output its trainings read. */
  data: z.array(z.string()),
  /** Its trainings by task name, from which tools/nx-plugin.js makes tasks. */
  trainings: z.record(
    z.string(),
    z.strictObject({
      /** Whether the sweep's further seeds are tasks of their own. */
      seeds: z.boolean().optional(),
      /** Whether only a sweep needs it. */
      sweep: z.boolean().optional(),
      /** The training of this model with which it begins, as in its experiment. */
      continues: z.string().optional(),
    }),
  ),
  /** True for a task that writes no run record. */
  study: z.boolean().optional(),
  /** What a model card says beside the run record (Mitchell et al., Model Cards for Model Reporting, 2019). */
  card: z.strictObject({ use: z.string(), limits: z.string(), data: z.string(), risks: z.string() }).optional(),
});

function readCard(file: string): z.infer<typeof Card> {
  try {
    return Card.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const found = issue ? `${issue.path.join('.')}: ${issue.message}` : (cause as Error).message;
    const todo = 'Correct it: docs/adding-a-model.md shows one.';
    throw new Problem({ where: file, expected: 'a card', found, todo }, { cause });
  }
}

/** A model that the packages train. */
export interface CatalogueEntry extends z.infer<typeof Card> {
  /** Its folder's name, such as `lenet`. */
  model: string;
  /** The Nx project that trains it. */
  project: string;
}

/**
 * Every model that packages/*\/src/*\/card.json describes, by name.
 * @throws Problem when a card is incomplete
 * @example catalogue().get('lenet')?.title // 'LeNet'
 */
export function catalogue(): Map<string, CatalogueEntry> {
  const entries = new Map<string, CatalogueEntry>();
  for (const project of readdirSync(PACKAGES).sort())
    for (const model of readdirSync(join(PACKAGES, project, 'src')).sort()) {
      const file = join(PACKAGES, project, 'src', model, 'card.json');
      if (existsSync(file)) entries.set(model, { model, project, ...readCard(file) });
    }
  return entries;
}

/** Every training, by its task's name. @example trainings().get('lenet-long')?.model // 'lenet' */
export const trainings = () =>
  new Map(
    Array.from(catalogue().values()).flatMap(({ model, project, trainings }) =>
      Object.entries(trainings).map(
        ([name, { seeds = false, sweep = false, continues }]) =>
          [name, { name, model, project, seeds, sweep, continues }] as const,
      ),
    ),
  );

/**
 * The Nx task that writes an experiment's folder.
 * @throws Error when no card lists it
 * @example taskOf('birnn-long') // 'text:birnn-long'
 */
export function taskOf(experiment: string): string {
  const training = trainings().get(experiment);
  if (training === undefined) throw new Error(`no card.json lists ${experiment}`);
  return `${training.project}:${experiment}`;
}
