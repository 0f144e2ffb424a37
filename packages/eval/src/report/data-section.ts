import { codeSpan, escapeMarkdown, markdownTable } from './escape-markdown';
import { count } from './format';
import type { FrameSummary } from './frame-summary';
import { drawingMarkdown } from './drawing-markdown';

const isSize = (value: unknown): value is number => typeof value === 'number';

/** Shapes as tuples, counts with thousands apart, what is nested under its names joined by dots. */
function facts(value: unknown, name: string): string[][] {
  if (Array.isArray(value) && value.every(isSize)) return [[name, `(${value.map(String).join(', ')})`]];
  if (isSize(value)) return [[name, Number.isInteger(value) ? count(value) : String(value)]];
  if (Array.isArray(value)) return [[name, value.map(String).join(', ')]];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => facts(inner, name === '' ? key : `${name}.${key}`));
  return [[name, String(value)]];
}

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
  const { head, ...rest } = frame;
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
      ['', 'URL', 'Is_Malicious'],
      head.map((row, i) => [String(i), codeSpan(row.URL), String(row.Is_Malicious)]),
      [0, 2],
    ),
    '',
    'Shapes and sample counts:',
    '',
    markdownTable(
      ['What', 'Value'],
      facts(rest, '').map((cells) => cells.map(escapeMarkdown)),
      [1],
    ),
  ].join('\n');
}
