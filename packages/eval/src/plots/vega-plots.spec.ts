import { SLICE_NOTICE } from '@reprise/records';
import { expectDrawing } from '../testing/expect-drawing';
import { confusionPlot } from './confusion-plot';
import { curvesPlot } from './curves-plot';
import { notebookAccuracyPlot } from './notebook-accuracy-plot';
import { renderPlot } from './render-plot';
import { seedsPlot } from './seeds-plot';
import { svgToPng } from './svg-to-png';

const compare = (slice = false) =>
  curvesPlot({
    title: 'LeNet: loss by epoch',
    measure: 'Categorical cross-entropy',
    ours: { training: [0.6, 0.41, 0.37], validation: [0.4, 0.35, 0.32] },
    notebook: { training: [0.61, 0.42, 0.36], validation: [0.41, 0.34, 0.33] },
    slice,
  });
const accuracy = notebookAccuracyPlot(
  'Validation accuracy ends at 0.988',
  'BI_RNN',
  { acc: [0.98, 0.985, 0.99], val_acc: [0.981, 0.984, 0.988] },
  false,
);
const confusion = confusionPlot(
  'CNN + LSTM: confusion matrix',
  [
    [16400, 120],
    [90, 228],
  ],
  ['benign', 'malicious'],
  true,
);

test('our curves over the notebook’s', async () => expectDrawing('curves', await renderPlot(compare())));

test('accuracy as the notebook draws it: its title, training as dots, validation as a line', async () => {
  const svg = await renderPlot(accuracy);
  expectDrawing('notebook-accuracy', svg);
  expect(svg).toContain('>Training and validation accuracy (BI_RNN)<');
  // One layer of three dots, one of one line; the legend has one of each.
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(3);
  expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(1);
});

test('confusion matrix', async () => expectDrawing('confusion', await renderPlot(confusion)));

test('seeds beside the notebook’s figure, each model on a scale of its own', async () => {
  const rows = [
    { name: 'LeNet', published: 0.8952, seeds: [0.893, 0.897, 0.9, 0.901, 0.904] },
    { name: 'CNN + LSTM', published: 0.9923, seeds: [0.9915, 0.992, 0.9931] },
  ];
  const svg = await renderPlot(seedsPlot('Where the notebook’s accuracy lies', 'Test accuracy', rows));
  expectDrawing('seeds', svg);
  // Eight seeds and two figures of the notebook.
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(10);
});

test('the same bytes whatever was drawn before', async () => {
  const first = await renderPlot(confusion);
  await renderPlot(compare());
  expect(await renderPlot(confusion)).toBe(first);
  expect(svgToPng(first).equals(svgToPng(first))).toBe(true);
});

test('a slice is said in the plot', async () => {
  expect(await renderPlot(compare(true))).toContain(SLICE_NOTICE);
  expect(await renderPlot(compare(false))).not.toContain(SLICE_NOTICE);
});

test('one epoch is drawn', async () => {
  const svg = await renderPlot(notebookAccuracyPlot('One epoch', 'BI_RNN', { acc: [0.98], val_acc: [0.981] }, true));
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(2);
});

test('what vega-lite warns of is an error', async () => {
  const broken = {
    ...compare(),
    mark: 'line' as const,
    encoding: { x: { field: 'epoch' }, angle: { field: 'nothing' } },
  };
  await expect(renderPlot(broken as Parameters<typeof renderPlot>[0])).rejects.toThrow(/angle/);
});
