import { aProblem } from '@reprise/base/testing';
import { tf } from '@reprise/runtime';
import type { Experiment } from './experiment';
import { runExperiment } from './run-experiment';

test('a model that no model file holds is refused before anything is read or trained', async () => {
  const open = jest.fn();
  const build = () => {
    const pooling = tf.layers.averagePooling2d({ poolSize: 2, inputShape: [4, 4, 1] });
    const model = tf.sequential({ layers: [pooling, tf.layers.flatten()] });
    return { model, trained: model.layers };
  };
  const experiment = { name: 'pooled', build, open } as unknown as Experiment;
  await expect(runExperiment(experiment, 'quick', 1)).rejects.toThrow(
    aProblem(/^pooled: expected a model that can be saved, found .*AveragePooling2D/),
  );
  expect(open).not.toHaveBeenCalled();
});
