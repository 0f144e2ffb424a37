import type { RunRecord } from '@reprise/records';
import { codeSpan, escapeMarkdown, figureMarkdown, markdownTable } from '../../markdown';
import type { Figure } from '../../plots';
import { count, fixed, signed } from '../format';
import type { JudgedModel } from '../judge/judge-model';
import type { ErrorResult, MeasuredModel } from '../results';
import { type ClaimRow, type Fold, fold, type Section } from '../section';
import { layerTable, settingsText } from './layer-table';
import { viewsOf } from './views';

/** Every setting of the training that can change its result; those of the layers are in their table. */
function settings({ config, seed }: RunRecord): string {
  const { name, ...rates } = config.optimizer;
  const parts = [
    `${count(config.train_rows)} training rows`,
    config.validation_rows !== undefined && `${count(config.validation_rows)} validation rows`,
    `${count(config.test_rows)} test rows`,
    config.split !== undefined && `split by ${config.split}`,
    `at most ${config.epochs} epochs`,
    config.patience !== undefined && `patience ${config.patience}`,
    `batch size ${config.batch_size}`,
    `loss ${config.loss}`,
    `optimizer ${name}(${settingsText(rates)})`,
    `towers ${config.towers}`,
    `seed ${seed}`,
  ];
  return `Settings: ${escapeMarkdown(parts.filter((part) => part !== false).join('; '))}.`;
}

function metricsTable({ result, trained: { run }, published }: JudgedModel): string {
  const counts = (label: string, which: 'total' | 'trainable'): string[] => {
    const [theirs, ours] = [published?.params?.[which], run.parameters[which]];
    return [label, count(theirs), count(ours), count(theirs === undefined ? null : ours - theirs)];
  };
  return markdownTable(
    ['Metric', 'Notebook', 'Ours', 'Difference'],
    [
      ...result.metrics.map((one) => [one.label, fixed(one.published), fixed(one.measured), signed(one.difference)]),
      counts('Parameters', 'total'),
      counts('Trainable parameters', 'trainable'),
    ],
    [1, 2, 3],
  );
}

function epochs({ trained: { run }, published }: JudgedModel): string {
  const ran = run.stopped_early
    ? `Training stopped early after ${run.epochs_run} of at most ${run.config.epochs} epochs`
    : `Training ran ${run.epochs_run} epochs`;
  const notebook = published ? `; the notebook’s log has ${published.history.val_loss.length}` : '';
  const { epoch, test } = run.best ?? {};
  const lowest = test
    ? ` The validation loss was lowest in epoch ${epoch} (loss ${fixed(test.loss)}, accuracy ${fixed(test.acc)}); all metrics are those of the last epoch’s weights, as in the notebook.`
    : '';
  return `${ran}${notebook}.${lowest}`;
}

/** Accuracy of the saved predictions. A detector's needs the share of its most frequent class beside it. */
function scores({ predictions: p }: MeasuredModel): string {
  const accuracy = p.accuracy === null ? '' : `, accuracy ${fixed(p.accuracy)}`;
  const differs = p.agrees === false ? ' **The record has another accuracy.**' : '';
  const text = `The saved predictions for ${count(p.rows)} test rows: loss ${fixed(p.loss)}${accuracy}.${differs}`;
  if (p.classes === null || p.classes.length > 2) return text;
  const [most] = p.classes.toSorted((a, b) => b.support - a.support);
  return `${text} Always answering “${most.name}” has accuracy ${fixed(most.support / p.rows)}.`;
}

function classTable({ predictions: { classes } }: MeasuredModel): string[] {
  const rows = classes?.map((c) => [c.name, fixed(c.precision), fixed(c.recall), fixed(c.f1), count(c.support)]);
  return rows ? [markdownTable(['Class', 'Precision', 'Recall', 'F1', 'Rows'], rows, [1, 2, 3, 4])] : [];
}

/** How many of each kind of wrong URL are always shown. */
const SHOWN = 3;

type UrlErrors = NonNullable<ErrorResult['misses']>;

/** The URLs that a model is surest of, and wrong. */
function wrongUrls({ misses, false_alarms }: ErrorResult): string[] {
  const rows = (is: string, errors: UrlErrors | null): string[][] =>
    errors?.shown.slice(0, SHOWN).map(({ url, probability }) => [codeSpan(url), is, fixed(probability)]) ?? [];
  const all = [...rows('malicious', misses), ...rows('benign', false_alarms)];
  return all.length > 0
    ? [markdownTable(['Mistakes it is surest of', 'Truth', 'Probability of malicious'], all, [2])]
    : [];
}

function urlList(title: string, errors: UrlErrors | null): string[] {
  if (errors === null) return [];
  if (errors.count === 0) return [`No ${title}.`];
  const part = errors.count > errors.shown.length ? `; the ${errors.shown.length} that the model is surest of` : '';
  const rows = errors.shown.map(({ url, probability }) => [codeSpan(url), fixed(probability)]);
  return [`${count(errors.count)} ${title}${part}:`, markdownTable(['URL', 'Probability of malicious'], rows, [1])];
}

function singles({ singles: verdicts }: MeasuredModel): string[] {
  if (verdicts === null) return [];
  const rows = verdicts.map((one) => [codeSpan(one.url), one.published ?? '–', one.verdict, fixed(one.probability)]);
  return [markdownTable(['URL', 'Notebook', 'Ours', 'Probability of malicious'], rows, [3])];
}

/** Figures in one paragraph: side by side where there is room. */
const figureRow = (figures: readonly Figure[]): string[] =>
  figures.length > 0 ? [figures.map(figureMarkdown).join(' ')] : [];

/** What the protocol says about a model. */
export interface ModelClaims {
  primary: readonly ClaimRow[];
  /** Other readings, and facts. */
  others: readonly ClaimRow[];
  /** Tables of statistics, as Markdown. */
  statistics: readonly string[];
}

/** All that the report says about one model: its curves, what it gets wrong, its claims; the rest in folds. */
export function modelSection(judged: JudgedModel, claims?: ModelClaims): Section {
  const { model, card, published, result, figures, trained } = judged;
  const { false_alarms, misses } = result.errors;
  const note = published?.note ? ` The notebook’s log: ${escapeMarkdown(published.note)}.` : '';
  const [loss, accuracy, ...otherCurves] = figures.curves;
  const folds: [string, Fold['blocks']][] = [
    ['Other readings and facts', claims && claims.others.length > 0 ? [claims.others] : []],
    ['Intervals, p-values and the control', claims?.statistics ?? []],
    ['Metrics and settings', [metricsTable(judged), settings(trained.run)]],
    ['Architecture', [layerTable(trained.run.layers), ...figureRow([figures.layers])]],
    ['Scores by class', classTable(result)],
    [
      'More URLs that it gets wrong',
      [
        ...urlList('misses (malicious URLs that it calls benign)', misses),
        ...urlList('false alarms (benign URLs that it calls malicious)', false_alarms),
      ],
    ],
    ['The notebook’s URLs, with and without a leading dot', singles(result)],
    ['The notebook’s plot of its accuracy', figureRow(otherCurves)],
  ];
  return {
    id: model,
    title: card.title,
    blocks: [
      `${card.description} ${epochs(judged)}${note}`,
      ...figureRow(accuracy ? [accuracy, loss] : [loss]),
      '### What it gets wrong',
      scores(result),
      ...figureRow(figures.errors),
      ...wrongUrls(result.errors),
      ...(claims ? ['### Claims', claims.primary] : []),
    ],
    folds: folds.flatMap(([title, blocks]) => (blocks.length > 0 ? [fold(model, title, blocks)] : [])),
    views: viewsOf(model),
  };
}
