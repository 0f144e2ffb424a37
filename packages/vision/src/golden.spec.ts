import { trainableOf } from '@reprise/engine';
import { assignFormulaWeights, expectGolden, expectGoldenPredictions, golden } from '@reprise/engine/testing';
import { compileLikeKeras } from '@reprise/training';
import { autoencoderExperiment } from './autoencoder/experiment';
import { autoencoder } from './autoencoder/model';
import { fashionMnist } from './fashion-mnist';
import { lenetExperiment } from './lenet/experiment';
import { lenet } from './lenet/model';

/** As the experiments have them, without dropout. */
const MODELS = [
  ['autoencoder', autoencoderExperiment, autoencoder, 'images'],
  ['lenet', lenetExperiment, () => lenet({ dropout: 0 }), 'labels'],
] as const;

describe.each([{ towers: 1 }, { towers: 2 }, { fusion: false }])(
  'five steps and a smaller sixth as Keras 2 does them, %j',
  (options) => {
    test.each(MODELS)('%s', async (name, experiment, build, targets) => {
      const model = build();
      const run = golden.models[name];
      expect(model.countParams()).toBe(run.params);
      assignFormulaWeights(trainableOf(model.layers));
      compileLikeKeras(model, experiment, false);
      const { train } = await fashionMnist(targets);
      await expectGoldenPredictions(run, model, train);
      await expectGolden(run, model, train, options);
    });
  },
);
