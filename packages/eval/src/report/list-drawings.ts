import { FASHION_MNIST_CLASSES } from '@reprise/data';
import { PIXELS } from '../baselines';
import { reconstructionLosses } from '../errors';
import {
  confusionPlot,
  curvesPlot,
  firstImage,
  layerDiagram,
  notebookAccuracyPlot,
  pictureGrid,
  pictureRows,
  SHOWN,
} from '../plots';
import { PUBLISHED } from '../published/published';
import type { Drawing } from './draw-figures';
import { confusedTitle, endsAt, matrixTitle, reconstructionTitle, sizeOf, worstTitle } from './figure-titles';
import { figure } from './format';
import { CLASSES, MODEL_NAMES } from './model-names';
import type { ModelState, TrainedModel } from './read-run';
import type { MeasuredModel, Results } from './results';

/** What the notebook calls its two text models in titles. */
const NOTEBOOK_NAMES: Partial<Record<string, string>> = { birnn: 'BI_RNN', 'cnn-lstm': 'CNN_LSTM' };

const last = (curve: readonly number[] | undefined): string => figure(curve?.at(-1));

function curveDrawings({ model, run }: TrainedModel): Drawing[] {
  const name = MODEL_NAMES[model];
  const published = PUBLISHED[model].history;
  const slice = run.slice;
  const notes =
    PUBLISHED[model].note === undefined
      ? []
      : ['The notebook ran this cell again on a trained model: its curve starts low.'];
  const drawings: Drawing[] = [
    {
      name: `${model}-loss`,
      alt: `Loss by epoch of ${name}: validation goes from ${figure(run.history.val_loss[0])} to ${last(run.history.val_loss)} here, and ends at ${last(published.val_loss)} in the notebook.`,
      spec: curvesPlot({
        title: endsAt(name, 'loss', run.history.val_loss, published.val_loss),
        measure: run.task === 'multiclass' ? 'Categorical cross-entropy' : 'Binary cross-entropy',
        ours: { training: run.history.loss, validation: run.history.val_loss },
        notebook: { training: published.loss, validation: published.val_loss },
        notes,
        slice,
      }),
    },
  ];
  const { acc, val_acc } = run.history;
  if (acc === undefined || val_acc === undefined) return drawings;
  const alt = `Accuracy by epoch of ${name}: validation goes from ${figure(val_acc[0])} to ${last(val_acc)} here, and ends at ${last(published.val_acc)} in the notebook.`;
  const title = endsAt(name, 'accuracy', val_acc, published.val_acc);
  const asNotebook = NOTEBOOK_NAMES[model];
  if (asNotebook !== undefined)
    drawings.push({
      name: `${model}-accuracy`,
      alt: `${alt} Drawn as in the notebook, without its curve.`,
      spec: notebookAccuracyPlot(title, asNotebook, { acc, val_acc }, slice),
    });
  drawings.push({
    name: asNotebook === undefined ? `${model}-accuracy` : `${model}-accuracy-compared`,
    alt,
    spec: curvesPlot({
      title,
      measure: 'Accuracy',
      ours: { training: acc, validation: val_acc },
      notebook: { training: published.acc ?? [], validation: published.val_acc ?? [] },
      notes,
      slice,
    }),
  });
  return drawings;
}

/** The notebook's nine reconstructions, and the nine that cost most. @param images bytes of the test set */
function reconstructionDrawings(
  { run, predictions }: TrainedModel,
  result: MeasuredModel,
  images: Uint8Array,
): Drawing[] {
  const pixels = (SHOWN.length + 1) * PIXELS;
  const losses = reconstructionLosses(images.subarray(0, pixels), predictions.data.subarray(0, pixels)).slice(1);
  const mean = result.predictions.loss;
  const rows = [
    { name: 'Test image', pixels: images },
    { name: 'Reconstruction', pixels: predictions.data },
  ];
  const worst = result.errors.worst ?? [];
  const title = worst.length > 0 ? worstTitle(worst, mean) : '';
  return [
    {
      name: `${run.model}-pairs`,
      alt: `Nine images of the test set, each over its reconstruction, with losses from ${figure(Math.min(...losses))} to ${figure(Math.max(...losses))}.`,
      svg: () =>
        pictureRows({
          title: reconstructionTitle([...losses], mean),
          notes: ['Test images 1 to 9, as in the notebook; the number is the test image’s.'],
          rows,
          slice: run.slice,
        }),
    },
    {
      name: `${run.model}-worst`,
      alt: `${title}. Rows of the test set: ${worst.map(({ row, loss }) => `${row} (${figure(loss)})`).join(', ')}.`,
      svg: () =>
        pictureRows({
          title,
          notes: ['Binary cross-entropy, the mean of an image’s pixels, stands below each pair.'],
          rows,
          shown: worst.map(({ row }) => row),
          captions: worst.map(({ loss }) => loss.toFixed(3)),
          slice: run.slice,
        }),
    },
  ];
}

/** A classifier's most frequent mistakes in words; nothing where there are none. */
const mistakes = ({ errors: { confused } }: MeasuredModel): string =>
  confused && confused.length > 0
    ? ` Most often ${confused.map(({ actual, predicted, count: n }) => `${actual} is taken for ${predicted} (${n})`).join(', ')}.`
    : '';

/** The pairs of classes that are confused most, with the images that the model is surest of. */
function confusedDrawing(
  { model, run, predictions }: TrainedModel,
  result: MeasuredModel,
  images: Uint8Array,
): Drawing[] {
  const confused = result.errors.confused ?? [];
  if (confused.length === 0) return [];
  const classes = CLASSES[model] ?? [];
  const sureness = (row: number, predicted: string): number =>
    predictions.data[row * classes.length + classes.indexOf(predicted)];
  return [
    {
      name: `${model}-confused`,
      alt: `Test images that ${result.name} takes for another class.${mistakes(result)}`,
      svg: () =>
        pictureGrid({
          title: confusedTitle(result.name, confused),
          notes: ['The images that the model is surest of, with the probability that it gives the wrong class.'],
          rows: confused.map(({ actual, predicted, count, rows }) => ({
            lines: [actual, `taken for ${predicted}`, `${count} times`],
            pictures: rows.map((row) => ({
              pixels: images.subarray(row * PIXELS, (row + 1) * PIXELS),
              caption: sureness(row, predicted).toFixed(2),
            })),
          })),
          slice: run.slice,
        }),
    },
  ];
}

/**
 * The drawings of a report, in order.
 *
 * @param fashion the first training image's bytes [784] and class, and the test images' bytes [rows * 784]
 */
export function listDrawings(
  states: readonly ModelState[],
  results: Results,
  fashion: { first: Uint8Array; label: number; test: Uint8Array },
): Drawing[] {
  const what = FASHION_MNIST_CLASSES[fashion.label]?.toLowerCase();
  const drawings: Drawing[] = [
    {
      name: 'first-training-image',
      alt: `The first training image of Fashion-MNIST, labelled ${what}: 28 by 28 pixels.`,
      svg: () => firstImage(`The first training image is labelled ${what}`, fashion.first, results.slice),
    },
  ];
  for (const state of states) {
    const result = results.models.find(({ model }) => model === state.model);
    if (state.status !== 'trained' || result?.status !== 'measured') continue;
    const { model, run } = state;
    const { name } = result;
    drawings.push({
      name: `${model}-layers`,
      alt: `Diagram of ${name}: ${run.layers.length} layers in a chain, with the shapes that go in and come out; the table of layers says the same.`,
      svg: () => layerDiagram(sizeOf(name, run), run.layers, run.slice),
    });
    drawings.push(...curveDrawings(state));
    if (run.task === 'reconstruction') drawings.push(...reconstructionDrawings(state, result, fashion.test));
    const { confusion } = result.predictions;
    if (confusion)
      drawings.push({
        name: `${model}-confusion`,
        alt: `Confusion matrix: ${matrixTitle(name, confusion)}.${mistakes(result)}`,
        spec: confusionPlot(matrixTitle(name, confusion), confusion, CLASSES[model] ?? [], run.slice),
      });
    drawings.push(...confusedDrawing(state, result, fashion.test));
  }
  return drawings;
}
