import { PIXELS } from '../../baselines';
import { mean } from '../../metrics';
import { curvesPlot, type Figure, imageRows, pictureGrid, seedsPlot } from '../../plots';
import { MODEL_NAMES, PUBLISHED } from '../../published/published';
import { type Evidence, Missing } from '../evidence';
import { CODE, reconstructions } from '../measures/images/pca';
import { project, reconstruct } from '../measures/images/reconstruction-errors';
import { type ClaimsRecord, findClaim } from '../verdicts/claims-record';

const SHOWN_IMAGES = 10;

/** Test images, and their reconstructions by the autoencoder and by principal components. */
async function drawAgainstPca(evidence: Evidence): Promise<Figure> {
  const { predictions } = await evidence.run('autoencoder');
  const pca = await evidence.pca();
  const { autoencoder, pca: byCode, enough } = await reconstructions(evidence);
  const images = (await evidence.fashion()).test.images.subarray(0, SHOWN_IMAGES * PIXELS);
  const scores = project(images, pca.mean, pca.components);
  const byPca = (used: number): { name: string; pixels: Float32Array } => {
    const pixels = new Float32Array(images.length);
    const into = new Float64Array(PIXELS);
    for (let row = 0; row < SHOWN_IMAGES; row++) {
      reconstruct(scores, pca, row, used, into);
      pixels.set(into, row * PIXELS);
    }
    return { name: `PCA, ${used}`, pixels };
  };
  const used = [CODE, ...(enough ? [enough.components] : [])];
  const alt = `Nine test images, and below them their reconstructions by the autoencoder and by PCA with ${used.join(' and ')} components.`;
  const rows = [
    { name: 'Test image', pixels: images },
    { name: 'Autoencoder', pixels: predictions.data },
    ...used.map(byPca),
  ];
  const [ours, theirs] = [mean(autoencoder.squared), mean(byCode.squared)];
  const title = `PCA with ${CODE} numbers reconstructs ${theirs < ours ? 'better' : 'worse'} than the autoencoder with as many: squared error ${theirs.toFixed(4)} against ${ours.toFixed(4)}`;
  return { name: 'pca', alt, plot: () => pictureGrid(imageRows(rows), { title }) };
}

/** A variant's curves and the notebook's. @throws Missing for a training that diverged in its first epoch */
async function drawCurves(
  evidence: Evidence,
  experiment: string,
  model: keyof typeof PUBLISHED,
  what: string,
): Promise<Figure> {
  const { history } = (await evidence.run(experiment)).run;
  const ours = history.val_loss;
  if (ours.length === 0) throw new Missing(`${experiment} has no curve.`);
  const { loss, val_loss } = PUBLISHED[model].history;
  const lowest = ours.indexOf(Math.min(...ours)) + 1;
  const plot = () =>
    curvesPlot({
      title: `${what}: validation loss is lowest in epoch ${lowest} of ${ours.length}`,
      metric: model === 'lenet' ? 'Categorical cross-entropy' : 'Binary cross-entropy',
      ours: { training: history.loss, validation: ours },
      notebook: { training: loss, validation: val_loss },
    });
  const alt = `${what}: val_loss goes from ${ours[0].toFixed(4)} to ${ours.at(-1)?.toFixed(4)} in ${ours.length} epochs; the notebook's ends at ${val_loss.at(-1)}.`;
  return { name: experiment, alt, plot };
}

/** Test accuracies by seed beside the notebook's. */
function drawSeeds(record: ClaimsRecord): Figure {
  const rows = (['lenet', 'transfer', 'birnn', 'cnn-lstm'] as const).map((model) => {
    const claim = findClaim(record, model === 'birnn' ? 'hidden-fresh-accuracy' : `${model}-test-accuracy`);
    const seeds = claim.measured?.seeds;
    if (!seeds) throw new Missing('One seed was trained.');
    return { name: MODEL_NAMES[model], published: PUBLISHED[model].final.test_acc as number, seeds };
  });
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
  return { name: 'seeds', alt, plot: () => seedsPlot(title, 'Test accuracy', rows) };
}

/** The figures of the findings, in order; those whose evidence is missing are left out. */
export async function listClaimFigures(evidence: Evidence, record: ClaimsRecord): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const draw of [
    async () => drawSeeds(record),
    () => drawAgainstPca(evidence),
    () => drawCurves(evidence, 'lenet-long', 'lenet', 'LeNet past ten epochs'),
    () => drawCurves(evidence, 'lenet-sgd', 'lenet', 'LeNet by SGD with a learning rate of 1'),
    () => drawCurves(evidence, 'birnn-two-rounds', 'birnn', 'Bidirectional RNN, fitted again on the trained model'),
    () => drawCurves(evidence, 'birnn-long', 'birnn', 'Bidirectional RNN, one fit of up to 100 epochs'),
  ])
    try {
      figures.push(await draw());
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
    }
  return figures;
}
