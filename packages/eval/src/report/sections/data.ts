import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@reprise/base';
import { z } from 'zod';
import { codeSpan, figureMarkdown, markdownTable } from '../../markdown';
import { shapeText } from '../../plots';
import { count } from '../format';
import { type Fold, fold } from '../section';

const Part = z.object({ rows: z.int(), malicious: z.int() });
const Distribution = z.object({ shape: z.array(z.int()) });

/** The parts of data:urls' summary.json that the report shows. */
const FrameSummary = z.object({
  ...Part.shape,
  /** The first rows of the frame. */
  head: z.array(z.object({ URL: z.string(), Is_Malicious: z.int() })),
  /** Tokens and labels of all rows. */
  x: Distribution,
  y: Distribution,
  train: Part,
  test: Part,
});
export type FrameSummary = z.infer<typeof FrameSummary>;

/** @returns the summary, or undefined before data:urls has run @throws Problem when the file is damaged */
export async function readFrameSummary(artifacts: string): Promise<FrameSummary | undefined> {
  const where = join(artifacts, 'data', 'urls', 'summary.json');
  if (!existsSync(where)) return undefined;
  const todo = 'Run `npx nx run data:urls` to make it again.';
  return readJson(where, { schema: FrameSummary, expected: 'a summary of the URL frame', todo });
}

/** What the notebook prints about its frame: cells 88 (shapes) and 111 ("Train on 50514 samples, validate on 16838"). */
const NOTEBOOK = { x: '(67352, 75)', y: '(67352,)', train: 50514, test: 16838 };

/** The frame's first rows, shapes and counts. */
function urls(frame: FrameSummary | undefined): string[] {
  if (frame === undefined) return ['Not prepared: run `npx nx run data:urls`.'];
  return [
    'The head of the frame:',
    markdownTable(
      ['Row', 'URL', 'Is_Malicious'],
      frame.head.map((row, i) => [String(i), codeSpan(row.URL), String(row.Is_Malicious)]),
      [0, 2],
    ),
    'Shapes and sample counts:',
    markdownTable(
      ['Part', 'Notebook', 'Ours', 'Malicious'],
      [
        ['Tokens, X', NOTEBOOK.x, shapeText(frame.x.shape), '–'],
        ['Labels, y', NOTEBOOK.y, shapeText(frame.y.shape), '–'],
        ['All rows', '–', count(frame.rows), count(frame.malicious)],
        ['Training rows', count(NOTEBOOK.train), count(frame.train.rows), count(frame.train.malicious)],
        ['Test rows', count(NOTEBOOK.test), count(frame.test.rows), count(frame.test.malicious)],
      ],
      [1, 2, 3],
    ),
  ];
}

/** Images and URLs with their shapes and sample counts. */
export const dataFolds = (
  section: string,
  fashion: { train: number; test: number },
  frame: FrameSummary | undefined,
  firstImage: { name: string; alt: string },
): Fold[] => [
  fold(section, 'Fashion-MNIST', [
    markdownTable(
      ['Set', 'Images', 'Distribution'],
      [
        ['Training', count(fashion.train), `(${fashion.train}, 28, 28)`],
        ['Test', count(fashion.test), `(${fashion.test}, 28, 28)`],
      ],
      [1],
    ),
    figureMarkdown(firstImage),
  ]),
  fold(section, 'URLs', urls(frame)),
];
