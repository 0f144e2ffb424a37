import {
  adadelta,
  adam,
  binaryCrossEntropy,
  categoricalCrossEntropy,
  type Dataset,
  type Loss,
  tf,
  trainableOf,
} from '@reprise/engine';
import { type Built, trainWhole } from '@reprise/training';
import {
  assignFormulaWeights,
  expectGolden,
  expectGoldenByFit,
  expectGoldenPredictions,
  golden,
} from '@reprise/engine/testing';
import { autoencoder } from './autoencoder/model';
import { fashionMnist } from './fashion-mnist';
import { lenet } from './lenet/model';

/** As the experiments have it, with the golden runs' start weights and without dropout. */
function trainee({ trained }: Built, loss: Loss) {
  assignFormulaWeights(trainableOf(trained));
  return { layers: trained, loss, towers: 2 };
}

describe.each(['eager', 'compiled'] as const)('five steps and a smaller sixth as Keras 2 does them, %s', (how) => {
  let images: Dataset;
  let labels: Dataset;
  beforeAll(async () => {
    images = (await fashionMnist('images')).train;
    labels = (await fashionMnist('labels')).train;
  });

  test('autoencoder', () => {
    const built = trainWhole(autoencoder());
    const run = golden.models.autoencoder;
    expect(built.model.countParams()).toBe(run.params);
    const subject = trainee(built, binaryCrossEntropy);
    expectGoldenPredictions(run, subject, images);
    expectGolden(how, run, subject, adadelta(), images);
  });

  test('lenet', () => {
    const built = trainWhole(lenet(0));
    const run = golden.models.lenet;
    expect(built.model.countParams()).toBe(run.params);
    const subject = trainee(built, categoricalCrossEntropy);
    expectGoldenPredictions(run, subject, labels);
    expectGolden(how, run, subject, adam(), labels);
  });
});

describe.each([1, 2])('the same by `fit`, in %d parts', (towers) => {
  test('autoencoder', async () => {
    const model = autoencoder();
    assignFormulaWeights(trainableOf(model.layers));
    model.compile({ optimizer: tf.train.adadelta(1, 0.95, 1e-7), loss: 'binaryCrossentropy' });
    await expectGoldenByFit(golden.models.autoencoder, model, (await fashionMnist('images')).train, towers);
  });

  test('lenet', async () => {
    const model = lenet(0);
    assignFormulaWeights(trainableOf(model.layers));
    model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
    await expectGoldenByFit(golden.models.lenet, model, (await fashionMnist('labels')).train, towers);
  });
});
