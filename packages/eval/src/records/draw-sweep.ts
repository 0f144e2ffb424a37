import { join } from 'node:path';
import { loadFashionMnist, readNpy } from '@reprise/data';
import { PIXELS } from '../baselines';
import { mean } from '../metrics';
import { curvesPlot, type Figure, imageRows, pictureGrid, seedsPlot } from '../plots';
import { PROTOCOL } from '../protocol';
import { MODEL_NAMES, type ModelName, MODELS, PUBLISHED } from '../published/published';
import { CODE, readPca } from './pca';
import { project, reconstruct, reconstructionErrors } from './reconstruction-errors';
import type { ExperimentRecord } from './training-record';

const SHOWN_IMAGES = 10;

const find = (experiments: readonly ExperimentRecord[], name: string): ExperimentRecord => {
  const found = experiments.find(({ experiment }) => experiment === name);
  if (!found) throw new Error(`no record of ${name}`);
  return found;
};

/** Test accuracies by seed beside the notebook's. */
function drawSeeds(experiments: readonly ExperimentRecord[]): Figure {
  const rows = (
    [
      ['lenet', 'lenet', ''],
      ['transfer', 'transfer', ''],
      ['birnn', 'birnn', ', one fit'],
      ['birnn', 'birnn-two-rounds', ', two fits'],
      ['cnn-lstm', 'cnn-lstm', ''],
    ] as const
  ).map(([model, experiment, how]) => ({
    name: MODEL_NAMES[model] + how,
    published: PUBLISHED[model].final.test_acc as number,
    seeds: find(experiments, experiment).trainings.map(({ accuracy }) => accuracy?.test ?? NaN),
  }));
  const among = rows.filter(
    ({ published, seeds }) => Math.min(...seeds) <= published && published <= Math.max(...seeds),
  );
  const title = `The notebook’s test accuracy lies among those of ${rows[0].seeds.length} seeds in ${among.length} of ${rows.length} rows`;
  const alt = rows
    .map(
      ({ name, published, seeds }) =>
        `${name}: ${Math.min(...seeds).toFixed(4)} to ${Math.max(...seeds).toFixed(4)}; notebook ${published.toFixed(4)}.`,
    )
    .join(' ');
  return { name: 'seeds', alt, plot: () => seedsPlot(title, 'Test accuracy', rows) };
}

/** The first seed's losses over the notebook's. */
const drawLosses = (experiments: readonly ExperimentRecord[], model: ModelName): Figure => {
  const experiment = model === 'birnn' ? 'birnn-two-rounds' : model;
  const [{ seed, history }] = find(experiments, experiment).trainings;
  const { loss, val_loss } = PUBLISHED[model].history;
  const how = model === 'birnn' ? ', second fit' : '';
  return {
    name: `loss-${model}`,
    alt: `${MODEL_NAMES[model]}${how}: val_loss from ${history.val_loss[0].toFixed(4)} to ${history.val_loss.at(-1)?.toFixed(4)} in ${history.val_loss.length} epochs; the notebook’s from ${val_loss[0]} to ${val_loss.at(-1)} in ${val_loss.length}.`,
    plot: () =>
      curvesPlot({
        title: `${MODEL_NAMES[model]}${how}: loss by epoch, seed ${seed} over the notebook’s`,
        metric: model === 'lenet' || model === 'transfer' ? 'Categorical cross-entropy' : 'Binary cross-entropy',
        ours: { training: history.loss, validation: history.val_loss },
        notebook: { training: loss, validation: val_loss },
      }),
  };
};

/** Test images, and their reconstructions by the autoencoder and by principal components. */
async function drawPca(artifacts: string): Promise<Figure> {
  const [seed] = PROTOCOL.design.seeds;
  const pca = await readPca(artifacts, seed);
  const images = (await loadFashionMnist()).test.images.subarray(0, SHOWN_IMAGES * PIXELS);
  const file = join(artifacts, 'full', 'autoencoder', `seed-${seed}`, 'predictions.npy');
  const reconstructed = ((await readNpy(file)).data as Float32Array).subarray(0, images.length);
  const scores = project(images, pca.mean, pca.components);
  const byPca = new Float32Array(images.length);
  const into = new Float64Array(PIXELS);
  for (let row = 0; row < SHOWN_IMAGES; row++) {
    reconstruct(scores, pca, row, CODE, into);
    byPca.set(into, row * PIXELS);
  }
  const error = (pixels: Float32Array): string =>
    mean(
      reconstructionErrors(images, (row, to) => to.set(pixels.subarray(row * PIXELS, (row + 1) * PIXELS))).squared,
    ).toFixed(4);
  const title = `With ${CODE} numbers each, on these images: squared error ${error(reconstructed)} of the autoencoder, ${error(byPca)} of PCA`;
  const rows = [
    { name: 'Test image', pixels: images },
    { name: 'Autoencoder', pixels: reconstructed },
    { name: `PCA, ${CODE}`, pixels: byPca },
  ];
  const alt = `${SHOWN_IMAGES} test images, and below them their reconstructions by the autoencoder and by ${CODE} principal components.`;
  return { name: 'pca', alt, plot: () => pictureGrid(imageRows(rows), { title }) };
}

/** The figures of the findings. */
export const drawSweep = async (artifacts: string, experiments: readonly ExperimentRecord[]): Promise<Figure[]> => [
  drawSeeds(experiments),
  await drawPca(artifacts),
  ...MODELS.map((model) => drawLosses(experiments, model)),
];
