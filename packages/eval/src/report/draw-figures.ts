import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@reprise/data';
import {
  confusionPlot,
  curvesPlot,
  firstImage,
  layerDiagram,
  notebookAccuracyPlot,
  reconstructionPairs,
  renderPlot,
  svgToPng,
} from '../plots';
import { PUBLISHED } from '../published/published';
import { figure } from './format';
import { CLASSES, MODEL_NAMES } from './model-names';
import type { ModelState, TrainedModel } from './read-run';
import type { Results } from './results';

/** A drawing to make: its file name without an ending, what it shows in words, and how it is drawn. */
export interface Drawing {
  name: string;
  alt: string;
  svg: () => Promise<string>;
}

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
      alt: `Loss by epoch of ${name}: validation ends at ${last(run.history.val_loss)} here and at ${last(published.val_loss)} in the notebook.`,
      svg: () =>
        renderPlot(
          curvesPlot({
            title: `${name}: loss by epoch`,
            measure: run.task === 'multiclass' ? 'Categorical cross-entropy' : 'Binary cross-entropy',
            ours: { training: run.history.loss, validation: run.history.val_loss },
            notebook: { training: published.loss, validation: published.val_loss },
            notes,
            slice,
          }),
        ),
    },
  ];
  const { acc, val_acc } = run.history;
  if (acc === undefined || val_acc === undefined) return drawings;
  const alt = `Accuracy by epoch of ${name}: validation ends at ${last(val_acc)} here and at ${last(published.val_acc)} in the notebook.`;
  const asNotebook = NOTEBOOK_NAMES[model];
  if (asNotebook !== undefined)
    drawings.push({
      name: `${model}-accuracy`,
      alt,
      svg: () => renderPlot(notebookAccuracyPlot(asNotebook, { acc, val_acc }, slice)),
    });
  drawings.push({
    name: asNotebook === undefined ? `${model}-accuracy` : `${model}-accuracy-compared`,
    alt,
    svg: () =>
      renderPlot(
        curvesPlot({
          title: `${name}: accuracy by epoch`,
          measure: 'Accuracy',
          ours: { training: acc, validation: val_acc },
          notebook: { training: published.acc ?? [], validation: published.val_acc ?? [] },
          notes,
          slice,
        }),
      ),
  });
  return drawings;
}

/**
 * The drawings of a report, in order.
 *
 * @param fashion the first training image's bytes [784] and the test images' [rows * 784]
 */
export function listDrawings(
  states: readonly ModelState[],
  results: Results,
  fashion: { first: Uint8Array; test: Uint8Array },
): Drawing[] {
  const drawings: Drawing[] = [
    {
      name: 'first-training-image',
      alt: 'The first training image of Fashion-MNIST, an ankle boot of 28 by 28 pixels.',
      svg: () => firstImage(fashion.first, results.slice),
    },
  ];
  for (const state of states) {
    if (state.status !== 'trained') continue;
    const { model, run, predictions } = state;
    const name = MODEL_NAMES[model];
    drawings.push({
      name: `${model}-layers`,
      alt: `Diagram of ${name}: ${run.layers.length} layers in a chain, with the shapes that go in and come out.`,
      svg: () => layerDiagram(`${name}: layers`, run.layers, run.slice),
    });
    drawings.push(...curveDrawings(state));
    if (run.task === 'reconstruction')
      drawings.push({
        name: `${model}-pairs`,
        alt: 'Nine images of the test set, each over its reconstruction by the autoencoder.',
        svg: () => reconstructionPairs(fashion.test, predictions.data, run.slice),
      });
    const judged = results.models.find((one) => one.model === model);
    const confusion = judged?.status === 'measured' ? judged.predictions.confusion : null;
    if (confusion)
      drawings.push({
        name: `${model}-confusion`,
        alt: `Confusion matrix of ${name}; its counts follow from precision, recall and support in the table.`,
        svg: () => renderPlot(confusionPlot(`${name}: confusion matrix`, confusion, CLASSES[model] ?? [], run.slice)),
      });
  }
  return drawings;
}

/**
 * Writes each drawing as `NAME.svg` and `NAME.png` into `folder`, one after the other.
 * @throws Problem that names the drawing which failed
 */
export async function drawFigures(drawings: readonly Drawing[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, svg } of drawings) {
    try {
      const text = await svg();
      await writeFile(join(folder, `${name}.svg`), text);
      await writeFile(join(folder, `${name}.png`), svgToPng(text));
    } catch (cause) {
      const found = cause instanceof Error ? cause.message : String(cause);
      const todo = 'The report of before is untouched. Look at the record that it draws, and run eval:report again.';
      throw new Problem({ where: `figure ${name}`, expected: 'a drawing', found, todo }, { cause });
    }
  }
}
