import { SLICE_NOTICE } from '@reprise/records';
import { expectDrawing } from '../../testing/expect-drawing';
import { framePlot, type Plot } from '../frame';
import { renderPlot, svgToPng } from '../render-plot';
import { confusionPlot } from './confusion-plot';
import { curvesPlot } from './curves-plot';
import { notebookAccuracyPlot } from './notebook-accuracy-plot';
import { seedsPlot } from './seeds-plot';

const draw = (plot: Plot, slice = false): Promise<string> => renderPlot(framePlot(plot, slice));

const curves = {
  title: 'LeNet: loss by epoch',
  metric: 'Categorical cross-entropy',
  ours: { training: [0.6, 0.41, 0.37], validation: [0.4, 0.35, 0.32] },
};
const compare = curvesPlot({ ...curves, notebook: { training: [0.61, 0.42, 0.36], validation: [0.41, 0.34, 0.33] } });
const accuracy = notebookAccuracyPlot('Validation accuracy ends at 0.988', 'BI_RNN', {
  training: [0.98, 0.985, 0.99],
  validation: [0.981, 0.984, 0.988],
});
const confusion = confusionPlot(
  'CNN + LSTM: confusion matrix',
  [
    [16400, 120],
    [90, 228],
  ],
  ['benign', 'malicious'],
);

test('our curves over the notebook’s', async () => expectDrawing('curves', await draw(compare)));

test('curves of a model that the notebook does not train', async () =>
  expect(await draw(curvesPlot(curves))).not.toContain('Notebook'));

test('accuracy as the notebook draws it: its title, training as dots, validation as a line', async () => {
  const svg = await draw(accuracy);
  expectDrawing('notebook-accuracy', svg);
  expect(svg).toContain('>Training and validation accuracy (BI_RNN): dots');
  // One layer of three dots, one of one line; the legend has one of each.
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(3);
  expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(1);
});

test('confusion matrix', async () => expectDrawing('confusion', await draw(confusion, true)));

test('seeds beside the notebook’s figure, each model on a scale of its own', async () => {
  const rows = [
    { name: 'LeNet', published: 0.8952, seeds: [0.893, 0.897, 0.9, 0.901, 0.904] },
    { name: 'CNN + LSTM', published: 0.9923, seeds: [0.9915, 0.992, 0.9931] },
  ];
  const svg = await draw(seedsPlot('Where the notebook’s accuracy lies', 'Test accuracy', rows));
  expectDrawing('seeds', svg);
  // Eight seeds and two figures of the notebook.
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(10);
});

test('the same bytes whatever was drawn before', async () => {
  const first = await draw(confusion);
  await draw(compare);
  expect(await draw(confusion)).toBe(first);
  expect((await svgToPng(first)).equals(await svgToPng(first))).toBe(true);
});

test('a plot of a slice has the notice', async () => {
  expect(await draw(compare, true)).toContain(SLICE_NOTICE);
  expect(await draw(compare)).not.toContain(SLICE_NOTICE);
});

test('one epoch is drawn', async () => {
  const svg = await draw(notebookAccuracyPlot('One epoch', 'BI_RNN', { training: [0.98], validation: [0.981] }));
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(2);
});

test('warnings of Vega-Lite are errors', async () => {
  const encoding = { x: { field: 'epoch' }, angle: { field: 'nothing' } };
  const broken = { ...compare, spec: { ...compare.spec, mark: 'line', encoding } } as Plot;
  await expect(draw(broken)).rejects.toThrow(/angle/);
});
