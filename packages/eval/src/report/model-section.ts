import { catalogue, type RunRecord } from '@reprise/records';
import { type ClaimsRecord, number, verdictTable } from '../claims';
import { summaryTable } from '../plots';
import { PUBLISHED } from '../published/published';
import { drawingMarkdown } from './drawing-markdown';
import { codeBlock, codeSpan, escapeMarkdown, markdownTable } from './escape-markdown';
import { count, figure, signed } from './format';
import type { ModelState } from './read-run';
import type { ErrorResult, MeasuredModel, ModelResult } from './results';

/** The difference of two counts; a dash where the notebook prints none. */
const apart = (theirs: number | null | undefined, ours: number | null): string =>
  theirs === null || theirs === undefined || ours === null ? '–' : count(ours - theirs);

const settings = (run: RunRecord): string => {
  const { name, ...rest } = run.config.optimizer;
  const numbers = Object.entries(rest).map(([key, value]) => `${key} ${value}`);
  const optimizer = escapeMarkdown([name, ...numbers].filter((part) => part !== undefined).join(', '));
  return [
    `Trained on ${count(run.config.train_rows)} rows and tested on ${count(run.config.test_rows)};`,
    `loss ${escapeMarkdown(run.config.loss)}; optimizer ${optimizer}; batches of ${run.config.batch_size}.`,
  ].join(' ');
};

function epochs({ epochs: e, best }: MeasuredModel): string {
  const stop = e.stopped_early
    ? `stopped early after ${e.measured} of at most ${e.at_most} epochs`
    : `ran ${e.measured} epochs`;
  const lowest = best
    ? ` The lowest validation loss came in epoch ${best.epoch} (loss ${figure(best.loss)}, accuracy ${figure(best.acc)}); the figures above are of the last epoch’s weights, as in the notebook.`
    : '';
  return `Training ${stop}; the notebook’s log has ${e.published}.${lowest}`;
}

function scores({ predictions: p }: MeasuredModel): string[] {
  const agrees = p.agrees === false ? ' **This is not what the record says.**' : '';
  const accuracy = p.accuracy === null ? '' : `, accuracy ${figure(p.accuracy)}`;
  const said = `From the saved predictions of ${count(p.rows)} test rows, probabilities clipped at 1e-7 as in Keras: loss ${figure(p.loss)}${accuracy}.${agrees}`;
  if (p.classes === null) return [said];
  const rows = p.classes.map((c) => [
    escapeMarkdown(c.name),
    figure(c.precision),
    figure(c.recall),
    figure(c.f1),
    count(c.support),
  ]);
  return [said, '', markdownTable(['Class', 'Precision', 'Recall', 'F1', 'Rows'], rows, [1, 2, 3, 4])];
}

function singles({ singles: tried }: MeasuredModel): string[] {
  if (tried === null) return [];
  const rows = tried.map((one) => [codeSpan(one.url), one.published ?? '–', one.verdict, figure(one.probability)]);
  return [
    '### The URLs that the notebook tries, and both with the leading dot turned',
    '',
    markdownTable(['URL', 'Notebook', 'Ours', 'Probability of malicious'], rows, [3]),
    '',
  ];
}

const urlTable = ({ shown }: NonNullable<ErrorResult['misses']>): string =>
  markdownTable(
    ['URL', 'Probability of malicious'],
    shown.map(({ url, probability }) => [codeSpan(url), figure(probability)]),
    [1],
  );

/** The URLs that the model is most wrong about. */
function urlErrors({ errors: { false_alarms, misses } }: MeasuredModel): string[] {
  if (false_alarms === null || misses === null) return [];
  const list = (title: string, found: typeof misses): string[] =>
    found.count === 0
      ? [`No ${title}.`, '']
      : [
          `${count(found.count)} ${title}${found.count > found.shown.length ? `; the ${found.shown.length} that it is surest of` : ''}:`,
          '',
          urlTable(found),
          '',
        ];
  return [
    ...list('false alarms (benign URLs that it calls malicious)', false_alarms),
    ...list('misses (malicious URLs that it calls benign)', misses),
  ];
}

/** How the model does against simpler ones. */
function baseline({ name }: MeasuredModel, record: ClaimsRecord | undefined): string[] {
  const claims = record?.claims.filter(({ group, subject }) => group === 'baseline' && subject === name) ?? [];
  if (claims.length === 0) return [];
  const details = claims.flatMap(({ measured }) => Object.entries(measured?.details ?? {}));
  const value = (x: number | string): string => (typeof x === 'number' ? number(x) : escapeMarkdown(x));
  return [
    '### Its baseline',
    '',
    verdictTable(claims),
    '',
    ...(details.length > 0
      ? [
          markdownTable(
            ['Beside it', 'Value'],
            details.map(([what, x]) => [escapeMarkdown(what), value(x)]),
            [1],
          ),
          '',
        ]
      : []),
  ];
}

/** All that the report says of one model. */
export function modelSection(
  result: ModelResult,
  state: ModelState,
  claims: ClaimsRecord | undefined,
  drawings: readonly { name: string; alt: string }[],
): string {
  if (result.status !== 'measured' || state.status !== 'trained')
    return [
      `## ${result.name}`,
      '',
      `**${result.status}**: ${'reason' in result ? escapeMarkdown(result.reason) : ''}`,
    ].join('\n');
  const { model, run } = state;
  const drawing = (...endings: string[]): string[] =>
    drawings
      .filter(({ name }) => endings.some((ending) => name === `${model}-${ending}`))
      .flatMap((one) => [drawingMarkdown(one), '']);
  const note = PUBLISHED[model].note;
  const { published, measured } = result.parameters;
  const ours = run.parameters;
  return [
    `## ${result.name}`,
    '',
    catalogue().get(model)?.description ?? '',
    '',
    settings(run),
    '',
    markdownTable(
      ['Figure', 'Published', 'Ours', 'Difference'],
      [
        ...result.figures.map((f) => [f.label, figure(f.published), figure(f.measured), signed(f.difference)]),
        [
          'Parameters',
          count(published?.total),
          count(measured.total),
          published ? count(measured.total - published.total) : '–',
        ],
        [
          'Of them trainable',
          count(published?.trainable),
          count(measured.trainable),
          apart(published?.trainable, measured.trainable),
        ],
      ],
      [1, 2, 3],
    ),
    '',
    epochs(result),
    '',
    ...(note === undefined ? [] : [`On the notebook’s log: ${escapeMarkdown(note)}.`, '']),
    '### Curves',
    '',
    ...drawing('loss', 'accuracy', 'accuracy-compared'),
    '### Errors, looked at',
    '',
    ...scores(result),
    '',
    ...drawing('pairs', 'worst', 'confusion', 'confused'),
    ...urlErrors(result),
    ...singles(result),
    ...baseline(result, claims),
    '### Layers',
    '',
    codeBlock(summaryTable(run.layers, ours)),
    '',
    ...drawing('layers'),
  ]
    .join('\n')
    .trimEnd();
}
