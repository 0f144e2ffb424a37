import type { RunRecord } from '@reprise/records';
import { codeSpan, escapeMarkdown, figureMarkdown, markdownTable } from '../../markdown';
import type { JudgedModel } from '../judge/judge-model';
import type { ErrorResult, MeasuredModel } from '../results';
import { count, fixed, signed } from '../format';
import { layerTable, settingsText } from './layer-table';

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
    ? ` The validation loss was lowest in epoch ${epoch} (loss ${fixed(test.loss)}, accuracy ${fixed(test.acc)}); the metrics above are those of the last epoch’s weights, as in the notebook.`
    : '';
  return `${ran}${notebook}.${lowest}`;
}

/** Metrics of the saved predictions, by class. A detector's accuracy needs the share of its most frequent class beside it. */
function scores({ predictions: p }: MeasuredModel): string[] {
  const accuracy = p.accuracy === null ? '' : `, accuracy ${fixed(p.accuracy)}`;
  const differs = p.agrees === false ? ' **The record has another accuracy.**' : '';
  const text = `The saved predictions for ${count(p.rows)} test rows, with probabilities clipped at 1e-7 as in Keras: loss ${fixed(p.loss)}${accuracy}.${differs}`;
  if (p.classes === null) return [text];
  const [most] = p.classes.toSorted((a, b) => b.support - a.support);
  const constant =
    p.classes.length > 2 ? '' : ` Always answering “${most.name}” has accuracy ${fixed(most.support / p.rows)}.`;
  const rows = p.classes.map((c) => [c.name, fixed(c.precision), fixed(c.recall), fixed(c.f1), count(c.support)]);
  return [text + constant, markdownTable(['Class', 'Precision', 'Recall', 'F1', 'Rows'], rows, [1, 2, 3, 4])];
}

/** The URLs that a model is most wrong about. */
function urlErrors(title: string, errors: ErrorResult['misses']): string[] {
  if (errors === null) return [];
  if (errors.count === 0) return [`No ${title}.`];
  const part = errors.count > errors.shown.length ? `; the ${errors.shown.length} that the model is surest of` : '';
  const rows = errors.shown.map(({ url, probability }) => [codeSpan(url), fixed(probability)]);
  return [`${count(errors.count)} ${title}${part}:`, markdownTable(['URL', 'Probability of malicious'], rows, [1])];
}

function singles({ singles: verdicts }: MeasuredModel): string[] {
  if (verdicts === null) return [];
  const rows = verdicts.map((one) => [codeSpan(one.url), one.published ?? '–', one.verdict, fixed(one.probability)]);
  return [
    '### The notebook’s URLs, with and without a leading dot',
    markdownTable(['URL', 'Notebook', 'Ours', 'Probability of malicious'], rows, [3]),
  ];
}

/** All that the report says about one model. @param verdicts tables of the published verdicts on it */
export function modelSection(model: JudgedModel, verdicts: readonly string[]): string {
  const { card, published, result, figures, trained } = model;
  const { false_alarms, misses } = result.errors;
  return [
    `## ${escapeMarkdown(card.title)}`,
    card.description,
    settings(trained.run),
    metricsTable(model),
    epochs(model),
    ...(published?.note ? [`The notebook’s log: ${escapeMarkdown(published.note)}.`] : []),
    '### Curves',
    ...figures.curves.map(figureMarkdown),
    '### Errors',
    ...scores(result),
    ...figures.errors.map(figureMarkdown),
    ...urlErrors('false alarms (benign URLs that it calls malicious)', false_alarms),
    ...urlErrors('misses (malicious URLs that it calls benign)', misses),
    ...singles(result),
    ...(verdicts.length > 0 ? ['### Verdicts of ten seeds', ...verdicts] : []),
    '### Layers',
    layerTable(trained.run.layers),
    figureMarkdown(figures.layers),
  ].join('\n\n');
}
