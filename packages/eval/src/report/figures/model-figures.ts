import { PIXELS } from '../../baselines';
import {
  confusionPlot,
  curvesPlot,
  type Figure,
  imageRows,
  layerDiagram,
  notebookAccuracyPlot,
  pictureGrid,
  SHOWN,
} from '../../plots';
import type { PublishedModel } from '../../published/published';
import { DATASETS } from '../../runs/check-record';
import type { TrainedRun } from '../../runs/read-run';
import { reconstructionLosses } from '../judge/judge-errors';
import type { TestSet } from '../judge/judge-predictions';
import type { MeasuredModel } from '../results';
import { fixed } from '../format';
import { confusedTitle, endsAt, matrixTitle, reconstructionTitle, sizeOf, worstTitle } from './titles';

/** A model's figures by the part of its section that shows them. */
export interface ModelFigures {
  curves: Figure[];
  errors: Figure[];
  layers: Figure;
}

/** Names of the text models in the titles of the notebook's accuracy plots. */
const ACCURACY_PLOTS: Record<string, string | undefined> = { birnn: 'BI_RNN', 'cnn-lstm': 'CNN_LSTM' };

function curveFigures(
  { run: { history, task } }: TrainedRun,
  { model, title }: MeasuredModel,
  published: PublishedModel | undefined,
): Figure[] {
  const notes = published?.note ? ['The notebook ran this cell twice: its curve starts with a trained model.'] : [];
  const curves = (metric: 'loss' | 'acc', word: 'loss' | 'accuracy', axis: string): Figure => {
    const of = (record: typeof history | PublishedModel['history']) => ({
      training: record[metric] ?? [],
      validation: record[`val_${metric}`] ?? [],
    });
    const [ours, notebook] = [of(history), published && of(published.history)];
    const [first, last] = [ours.validation[0], ours.validation.at(-1)].map(fixed);
    const theirs = notebook ? ` and ends at ${fixed(notebook.validation.at(-1))} in the notebook` : '';
    return {
      name: `${model}-${word}`,
      alt: `${word === 'loss' ? 'Loss' : 'Accuracy'} by epoch of ${title}: validation goes from ${first} to ${last} here${theirs}.`,
      plot: () => {
        const ends = endsAt(title, word, ours.validation, notebook?.validation);
        return curvesPlot({ title: ends, notes, metric: axis, ours, notebook });
      },
    };
  };
  const loss = curves('loss', 'loss', `${task === 'multiclass' ? 'Categorical' : 'Binary'} cross-entropy`);
  if (history.acc === undefined) return [loss];
  const accuracy = curves('acc', 'accuracy', 'Accuracy');
  const inNotebook = ACCURACY_PLOTS[model];
  if (inNotebook === undefined) return [loss, accuracy];
  const ours = { training: history.acc, validation: history.val_acc ?? [] };
  const ends = endsAt(title, 'accuracy', ours.validation, undefined);
  const alt = `Accuracy of ${title} by epoch, drawn as in the notebook.`;
  return [
    loss,
    accuracy,
    { name: `${model}-accuracy-notebook`, alt, plot: () => notebookAccuracyPlot(ends, inNotebook, ours) },
  ];
}

/** The notebook's nine reconstructions, and the nine with the highest loss. @param images of the test set, [rows * 784] */
function reconstructionFigures(
  { predictions: { data } }: TrainedRun,
  { model, predictions, errors }: MeasuredModel,
  images: Uint8Array,
): Figure[] {
  const pixels = (SHOWN.length + 1) * PIXELS;
  const losses = reconstructionLosses(images.subarray(0, pixels), data.subarray(0, pixels)).slice(1);
  const rows = [
    { name: 'Test image', pixels: images },
    { name: 'Reconstruction', pixels: data },
  ];
  const worst = errors.worst ?? [];
  const title = worst.length > 0 ? worstTitle(worst, predictions.loss) : '';
  return [
    {
      name: `${model}-pairs`,
      alt: `Nine test images above their reconstructions, with losses from ${fixed(Math.min(...losses))} to ${fixed(Math.max(...losses))}.`,
      plot: () =>
        pictureGrid(imageRows(rows), {
          title: reconstructionTitle(losses, predictions.loss),
          notes: ['Test images 1 to 9, as in the notebook, with their numbers.'],
        }),
    },
    {
      name: `${model}-worst`,
      alt: `${title}. Rows of the test set: ${worst.map(({ row, loss }) => `${row} (${fixed(loss)})`).join(', ')}.`,
      plot: () => {
        const captions = worst.map(({ loss }) => loss.toFixed(3));
        const shown = imageRows(
          rows,
          worst.map(({ row }) => row),
          captions,
        );
        return pictureGrid(shown, {
          title,
          notes: ['Below each pair: its binary cross-entropy, the mean over the pixels.'],
        });
      },
    },
  ];
}

/** A classifier's confusion matrix, and images of the pairs of classes that it confuses most. */
function confusionFigures(
  { dataset, predictions: { data } }: TrainedRun,
  { model, title, predictions, errors }: MeasuredModel,
  images: Uint8Array,
): Figure[] {
  const { confusion } = predictions;
  if (confusion === null) return [];
  const { classes } = DATASETS[dataset];
  const confused = errors.confused ?? [];
  const pairs = confused.map(({ actual, predicted, count }) => `${actual} is taken for ${predicted} (${count})`);
  const mistakes = pairs.length > 0 ? ` Most often ${pairs.join(', ')}.` : '';
  const name = matrixTitle(title, confusion);
  const matrix: Figure = {
    name: `${model}-confusion`,
    alt: `Confusion matrix: ${name}.${mistakes}`,
    plot: () => confusionPlot(name, confusion, classes),
  };
  if (confused.length === 0) return [matrix];
  const rows = confused.map(({ actual, predicted, count, rows: shown }) => ({
    lines: [actual, `taken for ${predicted}`, `${count} times`],
    pictures: shown.map((row) => ({
      pixels: images.subarray(row * PIXELS, (row + 1) * PIXELS),
      caption: data[row * classes.length + (classes as readonly string[]).indexOf(predicted)].toFixed(2),
    })),
  }));
  return [
    matrix,
    {
      name: `${model}-confused`,
      alt: `Test images that ${title} takes for another class.${mistakes}`,
      plot: () => {
        const notes = ['The images that the model is surest of, with the probability that it gives the wrong class.'];
        return pictureGrid(rows, { title: confusedTitle(title, confused), notes });
      },
    },
  ];
}

/** All figures of one model. @param test the test set of its predictions */
export function modelFigures(
  trained: TrainedRun,
  result: MeasuredModel,
  published: PublishedModel | undefined,
  { images = new Uint8Array() }: TestSet,
): ModelFigures {
  const { run } = trained;
  const { model, title } = result;
  return {
    curves: curveFigures(trained, result, published),
    errors: [
      ...(run.task === 'reconstruction' ? reconstructionFigures(trained, result, images) : []),
      ...confusionFigures(trained, result, images),
    ],
    layers: {
      name: `${model}-layers`,
      alt: `Diagram of ${title}: ${run.layers.length} layers in a chain, with their input and output shapes, which the table of layers lists too.`,
      plot: () => layerDiagram(sizeOf(title, run), run.layers),
    },
  };
}
