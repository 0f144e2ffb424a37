import { trainableOf } from '@reprise/engine';
import { assignFormulaWeights, expectGolden, expectGoldenPredictions, golden } from '@reprise/engine/testing';
import { compileLikeKeras } from '@reprise/training';
import { birnn } from './birnn/model';
import { cnnLstm } from './cnn-lstm/model';
import { urlExperiment } from './url-experiment';
import { urls } from './urls';

/** As the experiments have them, without dropout; the RNN's directions run side by side, and nothing else of it. */
const MODELS = [
  ['birnn', birnn, { towers: 1 }],
  ['birnn', birnn, { fusion: false }],
  ['cnn_lstm', cnnLstm, { towers: 1 }],
  ['cnn_lstm', cnnLstm, { towers: 2 }],
  ['cnn_lstm', cnnLstm, { fusion: false }],
] as const;

test.each(MODELS)('five steps and a smaller sixth as Keras 2 does them: %s, %j', async (name, build, options) => {
  const model = build({ dropout: 0, embeddingL2: 1e-4 });
  const run = golden.models[name];
  expect(model.countParams()).toBe(run.params);
  assignFormulaWeights(trainableOf(model.layers));
  compileLikeKeras(model, urlExperiment, false);
  const { train } = await urls();
  await expectGoldenPredictions(run, model, train);
  await expectGolden(run, model, train, options);
});
