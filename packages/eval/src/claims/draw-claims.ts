import { PIXELS } from '../baselines';
import { mean } from '../metrics';
import { curvesPlot, pictureRows, seedsPlot } from '../plots';
import { PUBLISHED } from '../published/published';
import type { Drawing } from '../report/draw-figures';
import { MODEL_NAMES } from '../report/model-names';
import type { ClaimsRecord } from './claims-record';
import type { Evidence } from './evidence';
import { CODE, reconstructions } from './measures/pca';
import { project, reconstruct } from './measures/reconstruction-errors';

const SHOWN_IMAGES = 10;

/** The nine test images by the autoencoder and by principal components. */
async function againstPca(evidence: Evidence): Promise<Drawing[]> {
  const [run, pca, found] = [await evidence.run('autoencoder'), await evidence.pca(), await reconstructions(evidence)];
  if ('missing' in run || 'missing' in pca || 'missing' in found) return [];
  const images = (await evidence.fashion()).test.images.subarray(0, SHOWN_IMAGES * PIXELS);
  const scores = project(images, pca.mean, pca.components);
  const byPca = (used: number): Float32Array => {
    const pixels = new Float32Array(images.length);
    const into = new Float64Array(PIXELS);
    for (let row = 0; row < SHOWN_IMAGES; row++) {
      reconstruct(scores, pca, row, used, into);
      pixels.set(into, row * PIXELS);
    }
    return pixels;
  };
  const { enough } = found;
  const alt = `Nine test images, and below them their reconstructions by the autoencoder and by PCA with ${CODE}${enough === undefined ? '' : ` and ${enough}`} components.`;
  const rows = [
    { name: 'Test image', pixels: images },
    { name: 'Autoencoder', pixels: run.predictions.data },
    { name: `PCA, ${CODE}`, pixels: byPca(CODE) },
    ...(enough === undefined ? [] : [{ name: `PCA, ${enough}`, pixels: byPca(enough) }]),
  ];
  const [ours, theirs] = [found.autoencoder, found.pca].map(({ squared }) => mean(squared));
  const title = `PCA with ${CODE} numbers reconstructs ${theirs < ours ? 'better' : 'worse'} than the autoencoder with as many: squared error ${theirs.toFixed(4)} against ${ours.toFixed(4)}`;
  return [{ name: 'pca', alt, svg: () => pictureRows({ title, rows, slice: run.run.slice }) }];
}

/** A variant's curves over the notebook's. */
async function curvesOf(
  evidence: Evidence,
  experiment: string,
  model: keyof typeof PUBLISHED,
  what: string,
): Promise<Drawing[]> {
  const found = await evidence.run(experiment);
  if ('missing' in found) return [];
  const { history, slice } = found.run;
  // A training that diverged in its first epoch has no curve.
  if (history.val_loss.length === 0) return [];
  const { loss, val_loss } = PUBLISHED[model].history;
  const ours = history.val_loss;
  const lowest = ours.indexOf(Math.min(...ours)) + 1;
  const title = `${what}: validation loss is lowest in epoch ${lowest} of ${ours.length}`;
  const spec = curvesPlot({
    title,
    measure: model === 'lenet' ? 'Categorical cross-entropy' : 'Binary cross-entropy',
    ours: { training: history.loss, validation: history.val_loss },
    notebook: { training: loss, validation: val_loss },
    slice,
  });
  const alt = `${what}: val_loss goes from ${ours[0].toFixed(4)} to ${ours.at(-1)?.toFixed(4)} in ${ours.length} epochs; the notebook's ends at ${val_loss.at(-1)}.`;
  return [{ name: experiment, alt, spec }];
}

/** Test accuracies by seed beside the notebook's. */
function bySeed({ claims }: ClaimsRecord): Drawing[] {
  const rows = (['lenet', 'transfer', 'birnn', 'cnn-lstm'] as const).flatMap((model) => {
    const claim = claims.find(
      ({ id }) => id === (model === 'birnn' ? 'hidden-fresh-accuracy' : `${model}-test-accuracy`),
    );
    const seeds = claim?.measured?.seeds;
    const published = PUBLISHED[model].final.test_acc;
    return seeds && published !== undefined ? [{ name: MODEL_NAMES[model], published, seeds }] : [];
  });
  if (rows.length === 0) return [];
  const within = rows.filter(
    ({ published, seeds }) => Math.min(...seeds) <= published && published <= Math.max(...seeds),
  );
  const title = `The notebook’s test accuracy lies among those of ${rows[0].seeds.length} seeds for ${within.length} of ${rows.length} models`;
  const alt = rows
    .map(
      ({ name, published, seeds }) =>
        `${name}: ${seeds.map((value) => value.toFixed(4)).join(', ')}; notebook ${published.toFixed(4)}.`,
    )
    .join(' ');
  return [
    {
      name: 'seeds',
      alt,
      spec: seedsPlot(title, 'Test accuracy', rows),
    },
  ];
}

/** The drawings that go with the findings, in order. */
export async function listClaimDrawings(evidence: Evidence, record: ClaimsRecord): Promise<Drawing[]> {
  return [
    ...bySeed(record),
    ...(await againstPca(evidence)),
    ...(await curvesOf(evidence, 'lenet-long', 'lenet', 'LeNet past ten epochs')),
    ...(await curvesOf(evidence, 'lenet-sgd', 'lenet', 'LeNet by SGD with a learning rate of 1')),
    ...(await curvesOf(evidence, 'birnn-two-rounds', 'birnn', 'Bidirectional RNN, fitted again on the trained model')),
    ...(await curvesOf(evidence, 'birnn-long', 'birnn', 'Bidirectional RNN, one fit of up to 100 epochs')),
  ];
}
