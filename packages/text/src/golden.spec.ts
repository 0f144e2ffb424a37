import { adam, binaryClassification, type Dataset, tf, trainableOf } from '@reprise/engine';
import { trainWhole } from '@reprise/training';
import {
  assignFormulaWeights,
  expectGolden,
  expectGoldenByFit,
  expectGoldenPredictions,
  golden,
} from '@reprise/engine/testing';
import { birnn } from './birnn/model';
import { cnnLstm } from './cnn-lstm/model';
import { urls } from './urls';

const MODELS: ['birnn' | 'cnn_lstm', (rate: number) => tf.LayersModel][] = [
  ['birnn', birnn],
  ['cnn_lstm', cnnLstm],
];

describe.each(['eager', 'compiled'] as const)('five steps and a smaller sixth as Keras 2 does them, %s', (how) => {
  let train: Dataset;
  beforeAll(async () => {
    ({ train } = await urls());
  });

  test.each(MODELS)('%s', (name, build) => {
    const built = trainWhole(build(0));
    const run = golden.models[name];
    expect(built.model.countParams()).toBe(run.params);
    assignFormulaWeights(trainableOf(built.trained));
    const trainee = { layers: built.trained, loss: binaryClassification, towers: 2 };
    expectGoldenPredictions(run, trainee, train);
    expectGolden(how, run, trainee, adam({ learningRate: 1e-4, epsilon: 1e-8 }), train);
  });
});

test.each(MODELS)('%s by `fit`', async (name, build) => {
  const model = build(0);
  assignFormulaWeights(trainableOf(model.layers));
  model.compile({ optimizer: tf.train.adam(1e-4, 0.9, 0.999, 1e-8), loss: 'binaryCrossentropy' });
  await expectGoldenByFit(golden.models[name], model, (await urls()).train);
});
