import { shapeText } from '../plots';
import { codeSpan, markdownTable } from './escape-markdown';
import { count } from './format';
import type { FrameSummary } from './frame-summary';
import { drawingMarkdown } from './drawing-markdown';

/** What the notebook prints of its frame: cells 88 (the shapes) and 111 ("Train on 50514 samples, validate on 16838"). */
const NOTEBOOK = { x: '(67352, 75)', y: '(67352,)', train: 50514, test: 16838 };

/** Images and URLs: what came in, with shapes and sample counts. */
export function dataSection(
  fashion: { train: number; test: number },
  frame: FrameSummary | undefined,
  firstImage: { name: string; alt: string },
): string {
  const images = [
    '### Fashion-MNIST',
    '',
    markdownTable(
      ['Set', 'Images', 'Shape'],
      [
        ['Training', count(fashion.train), `(${fashion.train}, 28, 28)`],
        ['Test', count(fashion.test), `(${fashion.test}, 28, 28)`],
      ],
      [1],
    ),
    '',
    drawingMarkdown(firstImage),
  ];
  if (frame === undefined)
    return ['## The data', '', ...images, '', '### URLs', '', 'Not prepared: run `npx nx run data:urls`.'].join('\n');
  return [
    '## The data',
    '',
    ...images,
    '',
    '### URLs',
    '',
    'The head of the frame:',
    '',
    markdownTable(
      ['Row', 'URL', 'Is_Malicious'],
      frame.head.map((row, i) => [String(i), codeSpan(row.URL), String(row.Is_Malicious)]),
      [0, 2],
    ),
    '',
    'Shapes and sample counts:',
    '',
    markdownTable(
      ['What', 'Notebook', 'Ours', 'Malicious'],
      [
        ['Tokens, X', NOTEBOOK.x, shapeText(frame.x.shape), '–'],
        ['Labels, y', NOTEBOOK.y, shapeText(frame.y.shape), '–'],
        ['All rows', '–', count(frame.rows), count(frame.malicious)],
        ['Training rows', count(NOTEBOOK.train), count(frame.train.rows), count(frame.train.malicious)],
        ['Test rows', count(NOTEBOOK.test), count(frame.test.rows), count(frame.test.malicious)],
      ],
      [1, 2, 3],
    ),
  ].join('\n');
}
