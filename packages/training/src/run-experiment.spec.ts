import { aProblem } from '@reprise/base/testing';
import { resident } from '@reprise/engine';
import { tf } from '@reprise/runtime';
import { adam } from './compile-like-keras';
import { type Experiment, type Run, trainWhole } from './experiment';
import { keepsEpochs } from './fit/epoch-weights';
import { checkpointPath, runExperiment } from './run-experiment';

test('a model that no model file holds is refused before anything is read or trained', async () => {
  const open = jest.fn();
  const build = () => {
    const pooling = tf.layers.averagePooling2d({ poolSize: 2, inputShape: [4, 4, 1] });
    const model = tf.sequential({ layers: [pooling, tf.layers.flatten()] });
    return { model, trained: model.layers };
  };
  const experiment = { name: 'pooled', build, open } as unknown as Experiment;
  await expect(runExperiment(experiment, 'quick', 1)).rejects.toThrow(
    aProblem(/^pooled: expected layers that a model file can hold, found .*AveragePooling2D/),
  );
  expect(open).not.toHaveBeenCalled();
});

test('an experiment without a setting is refused before it is trained', async () => {
  const dense = () => tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [3] });
  const rows = resident(
    8,
    () => [tf.zeros([8, 3]), tf.zeros([8, 1])],
    (x, y) => ({ x, y }),
  );
  const experiment = {
    name: 'small',
    task: 'binary',
    batchSize: 4,
    loss: 'binary_crossentropy',
    optimizer: adam(),
    quick: { epochs: 1, trainRows: 8, testRows: 8 },
    build: () => trainWhole(tf.sequential({ layers: [dense()] })),
    loadData: async () => ({ train: rows, test: rows, inputs: {} }),
  } as unknown as Experiment;
  await expect(runExperiment(experiment, 'quick', 1)).rejects.toThrow(
    aProblem(/^small: expected an experiment with all settings, found towers: /),
  );
});

test('a model’s own training keeps its epochs if the model is small; a variant keeps none', () => {
  const model = (units: number) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [999] })] });
  const experiment = { name: 'small', model: 'small' } as unknown as Experiment;
  expect(keepsEpochs(experiment, model(100))).toBe(true); // 100,000 weights: 999 and a bias of each unit
  expect(keepsEpochs(experiment, model(101))).toBe(false);
  expect(keepsEpochs({ ...experiment, name: 'small-long' }, model(100))).toBe(false);
});

test('a checkpoint of another model, profile, seed, data or number of epochs has another name', () => {
  const rows = { rows: 8 };
  const data = { train: rows, validation: rows, test: rows };
  const run = (units: number, changes: object = {}): Run => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [3] })] });
    const experiment = { name: 'small', batchSize: 4, towers: 1, loss: 'binary_crossentropy', optimizer: adam() };
    const size = { epochs: 2, trainRows: 8, testRows: 8 };
    const fixed = { experiment, profile: 'quick', seed: 1, size, inputs: { 'data:urls': '1' }, model, data };
    return { ...fixed, ...changes } as unknown as Run;
  };
  const runs = [
    run(2),
    run(3),
    run(2, { profile: 'full' }),
    run(2, { seed: 2 }),
    run(2, { inputs: {} }),
    run(2, { size: { epochs: 3, trainRows: 8, testRows: 8 } }),
  ];
  expect(new Set(runs.map((each) => checkpointPath(each, 1))).size).toBe(runs.length);
  expect(checkpointPath(run(2), 1)).toBe(checkpointPath(run(2), 1));
});
