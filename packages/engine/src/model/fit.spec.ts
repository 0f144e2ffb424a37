import '../tensorflow/fixes';
import { tf } from '@reprise/runtime';
import { expectClose } from '../testing/tensors';
import {
  ARGS,
  type Args,
  chain,
  compiled,
  expectSame,
  FEATURES,
  network,
  x,
  y,
} from '../testing/fit-against-model-fit';
import { evaluate, fit, fitDataset, predict } from './fit';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());
afterAll(() => tf.dispose([x, y]));

describe('callbacks', () => {
  /** Records the arguments of callbacks, in order. */
  function recording(more: tf.CustomCallbackArgs = {}): { events: unknown[]; callbacks: tf.CustomCallbackArgs } {
    const events: unknown[] = [];
    const logs = (of: tf.Logs = {}) =>
      Object.fromEntries(Object.entries(of).map(([name, value]) => [name, expect.closeTo(value, 4)]));
    const record =
      (name: keyof tf.CustomCallbackArgs) =>
      async (...told: unknown[]) => {
        events.push([name, ...told.map((each) => (typeof each === 'object' ? logs(each as tf.Logs) : each))]);
        await (more[name] as ((...given: unknown[]) => unknown) | undefined)?.(...told);
      };
    const names = ['onTrainBegin', 'onTrainEnd', 'onEpochBegin', 'onEpochEnd', 'onBatchBegin', 'onBatchEnd'] as const;
    return { events, callbacks: Object.fromEntries(names.map((name) => [name, record(name)])) };
  }

  test('run in the same order, with the same logs', async () => {
    const [theirs, ours] = [recording(), recording()];
    const args = (callbacks: tf.CustomCallbackArgs): Args => ({
      ...ARGS,
      validationSplit: 0.2,
      initialEpoch: 1,
      callbacks,
    });
    await network().fit(x, y, args(theirs.callbacks));
    await fit(network(), x, y, args(ours.callbacks) as object);
    expect(ours.events.length).toBeGreaterThan(10);
    expect(ours.events.map((event) => (event as unknown[])[0])).toEqual(
      theirs.events.map((event) => (event as unknown[])[0]),
    );
    expect(ours.events.length).toBe(theirs.events.length);
  });

  test('read the weights after a step, and change them for the next', async () => {
    const seen: Record<'theirs' | 'ours', number[][]> = { theirs: [], ours: [] };
    const train = (model: tf.LayersModel, list: number[][]): Args => ({
      ...ARGS,
      callbacks: {
        onBatchEnd: (batch) => {
          list.push(Array.from(tf.tidy(() => (model.predict(x) as tf.Tensor).dataSync())));
          if (batch === 1) tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 0.5))));
        },
      },
    });
    const [theirs, ours] = [network(), network()];
    await theirs.fit(x, y, train(theirs, seen.theirs));
    await fit(ours, x, y, train(ours, seen.ours) as object);
    expectClose(tf.tensor(seen.ours), tf.tensor(seen.theirs));
  });

  test.each(['sgd', 'momentum', 'adam', 'rmsprop'] as const)('change the learning rate of %s', async (name) => {
    const make = {
      sgd: () => tf.train.sgd(0.5),
      momentum: () => tf.train.momentum(0.5, 0.9),
      adam: () => tf.train.adam(0.1),
      rmsprop: () => tf.train.rmsprop(0.1),
    };
    await expectSame(() => network({ optimizer: make[name]() }), {
      args: (model) => ({
        ...ARGS,
        callbacks: {
          onBatchEnd: (batch) => {
            const optimizer = model.optimizer as unknown as {
              learningRate: number;
              setLearningRate?(to: number): void;
            };
            if (batch !== 1) return;
            if (optimizer.setLearningRate) optimizer.setLearningRate(0.01);
            else optimizer.learningRate = 0.01;
          },
        },
      }),
    });
  });

  test('freeze a layer', async () => {
    const args = (model: tf.LayersModel): Args => ({
      ...ARGS,
      callbacks: { onEpochEnd: (epoch) => void (model.layers[0].trainable = epoch !== 0) },
    });
    await expectSame(() => network({ optimizer: 'sgd' }), { args });
  });

  test('stop the training', async () => {
    const models: tf.LayersModel[] = [];
    const stop = (model: tf.LayersModel): Args => ({
      ...ARGS,
      callbacks: { onEpochEnd: (epoch) => void (epoch === 1 && (model.stopTraining = true)) },
    });
    models.push(network(), network());
    const { history } = await models[0].fit(x, y, stop(models[0]));
    const ours = await fit(models[1], x, y, stop(models[1]) as object);
    expect(ours.history['loss']).toHaveLength(history['loss'].length);
    expect(ours.history['loss']).toHaveLength(2);
  });

  test('that throw leave model and optimizer usable, as after the last step', async () => {
    const [theirs, ours] = [network(), network()];
    const thrower = (): Args => ({
      ...ARGS,
      callbacks: {
        onBatchEnd: (batch) => {
          if (batch === 1) throw new Error('of a callback');
        },
      },
    });
    await expect(theirs.fit(x, y, thrower())).rejects.toThrow('of a callback');
    await expect(fit(ours, x, y, thrower() as object)).rejects.toThrow('of a callback');
    for (const weight of [0, 1, 2, 3]) expectClose(ours.getWeights()[weight], theirs.getWeights()[weight]);
    const [own, their] = await Promise.all([ours, theirs].map(({ optimizer }) => optimizer.getWeights()));
    their.forEach(({ tensor }, i) => expectClose(own[i].tensor, tensor));
    await theirs.fit(x, y, ARGS);
    await fit(ours, x, y, ARGS);
    for (const weight of [0, 1, 2, 3]) expectClose(ours.getWeights()[weight], theirs.getWeights()[weight]);
  });
});

describe('arguments', () => {
  test.each<[string, Args]>([
    ['validationSplit', { validationSplit: 0.3 }],
    ['validationData', { validationData: [x, y] }],
    ['classWeight', { classWeight: { 0: 1, 1: 3, 2: 0.5 } }],
    ['one batch', { batchSize: 100 }],
    ['defaults', { epochs: undefined, batchSize: undefined }],
  ])('%s', async (_, more) => {
    await expectSame(network, { args: () => ({ ...ARGS, ...more }) });
  });

  test('named maps of inputs and targets', async () => {
    const build = (): tf.LayersModel => {
      const input = tf.input({ shape: [FEATURES], name: 'in' });
      return compiled(
        tf.model({
          inputs: input,
          outputs: chain(input, tf.layers.dense({ units: 3, activation: 'softmax', name: 'out' })),
        }),
      );
    };
    await expectSame(build, { data: [{ in: x } as never, { out: y } as never] });
  });

  test('training continues with model.fit, and vice versa', async () => {
    const [theirs, ours] = [network(), network()];
    await theirs.fit(x, y, { ...ARGS, epochs: 4 });
    await fit(ours, x, y, { ...ARGS, epochs: 1 });
    await ours.fit(x, y, { ...ARGS, epochs: 1 });
    await fit(ours, x, y, { ...ARGS, epochs: 2 });
    theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
  });

  test('a custom optimizer with a constant learning rate', async () => {
    class Signs extends tf.Optimizer {
      static className = 'Signs';
      rate = 0.1;
      override applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void {
        for (const { name, tensor } of gradients) {
          const variable = tf.engine().registeredVariables[name];
          tf.tidy(() => variable.assign(tf.sub(variable, tf.mul(this.rate, tf.sign(tensor)))));
        }
        this.incrementIterations();
      }
      override getConfig(): tf.serialization.ConfigDict {
        return {};
      }
      override getWeights(): Promise<{ name: string; tensor: tf.Tensor }[]> {
        return Promise.resolve([]);
      }
    }
    await expectSame(() => network({ optimizer: new Signs() }), { args: () => ({ ...ARGS }) });
  });
});

describe('other calls', () => {
  test('evaluate and predict, with a smaller last batch', async () => {
    const model = network();
    const expected = model.evaluate(x, y, { batchSize: 4 }) as tf.Scalar[];
    const found = (await evaluate(model, x, y, { batchSize: 4 })) as tf.Scalar[];
    found.forEach((value, i) => expectClose(value, expected[i]));
    expectClose((await predict(model, x, { batchSize: 4 })) as tf.Tensor, model.predict(x) as tf.Tensor);
  });

  test('fitDataset', async () => {
    const dataset = (): tf.data.Dataset<{ xs: tf.Tensor; ys: tf.Tensor }> =>
      tf.data
        .zip({
          xs: tf.data.array(Array.from(x.arraySync() as number[][])),
          ys: tf.data.array(Array.from(y.arraySync() as number[][])),
        })
        .batch(4) as never;
    const [theirs, ours] = [network(), network()];
    const args = { epochs: 2, verbose: 0, validationData: dataset() } as const;
    const { history } = await theirs.fitDataset(dataset(), args);
    const found = await fitDataset(ours, dataset(), args);
    for (const [name, values] of Object.entries(history))
      expectClose(tf.tensor(found.history[name] as number[]), tf.tensor(values as number[]));
    theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
  });
});

describe('calls during another call with the model', () => {
  test('callbacks predict and evaluate with the current weights', async () => {
    const seen: [number, number][] = [];
    const model = network();
    await fit(model, x, y, {
      ...ARGS,
      callbacks: {
        onEpochEnd: async () => {
          const [loss] = ((await evaluate(model, x, y)) as tf.Scalar[]).map((value) => value.dataSync()[0]);
          const output = (await predict(model, x)) as tf.Tensor;
          const expected = tf.mean(tf.metrics.categoricalCrossentropy(y, output)).dataSync()[0];
          seen.push([loss, expected]);
        },
      },
    });
    expect(seen).toHaveLength(3);
    for (const [loss, expected] of seen) expect(loss).toBeCloseTo(expected, 5);
    expect(new Set(seen.map(([loss]) => loss)).size).toBe(3);
  });

  test('concurrent predictions match sequential ones', async () => {
    const model = network();
    const [alone] = [(await predict(model, x)) as tf.Tensor];
    const both = await Promise.all([predict(model, x), predict(model, x), evaluate(model, x, y)]);
    for (const output of both.slice(0, 2)) expectClose(output as tf.Tensor, alone);
    expect((await fit(model, x, y, ARGS)).epoch).toHaveLength(3);
  });

  test('rejects another training, and other options', async () => {
    const model = network();
    const first = fit(model, x, y, ARGS);
    await expect(fit(model, x, y, ARGS)).rejects.toThrow(
      'fit: expected one call with a model at a time, found another one',
    );
    await expect(evaluate(model, x, y, { like: 'keras2' })).rejects.toThrow(
      'found the option `like` while another call',
    );
    await first;
  });
});

test('rejects something that is not a model', async () => {
  await expect(fit({} as tf.LayersModel, x, y)).rejects.toThrow('fit: expected a LayersModel, found object.');
});

test('rejects a second training that shares variables', async () => {
  const input = tf.input({ shape: [FEATURES] });
  const shared = tf.layers.dense({ units: 3, activation: 'softmax' });
  const models = [0, 1].map(() =>
    compiled(tf.model({ inputs: input, outputs: chain(input, shared) }), { metrics: [] }),
  );
  const results = await Promise.allSettled(models.map((model) => fit(model, x, y, { ...ARGS, epochs: 20 })));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.map(({ reason }) => String(reason))).toEqual([
    expect.stringContaining('found another training in progress'),
  ]);
  await fit(models[0], x, y, ARGS);
  await fit(models[1], x, y, ARGS);
});

test('predicts with a model that was never used', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [FEATURES] })] });
  expectClose((await predict(model, x)) as tf.Tensor, model.predict(x) as tf.Tensor);
});

test('fitDataset prepares the next batch during a step, and disposes unused batches', async () => {
  const events: string[] = [];
  function* batches(): Generator<{ xs: tf.Tensor; ys: tf.Tensor }> {
    for (let i = 0; i < 8; i++) {
      events.push(`made ${i}`);
      yield { xs: tf.clone(x), ys: tf.clone(y) };
    }
  }
  const model = network();
  await fit(model, x, y, { ...ARGS, epochs: 1 });
  const before = tf.memory().numTensors;
  await fitDataset(model, tf.data.generator(batches as never), {
    epochs: 1,
    batchesPerEpoch: 3,
    verbose: 0,
    callbacks: { onBatchEnd: (batch) => void events.push(`trained ${batch}`) },
  });
  expect(events.indexOf('made 1')).toBeLessThan(events.indexOf('trained 0'));
  expect(events.indexOf('made 2')).toBeLessThan(events.indexOf('trained 1'));
  expect(events.filter((event) => event.startsWith('trained'))).toHaveLength(3);
  expect(tf.memory().numTensors).toBe(before);
});

test('fit keeps only the tensors that model.fit keeps', async () => {
  const [theirs, ours] = [network(), network()];
  const kept = async (train: () => Promise<unknown>): Promise<number> => {
    const before = tf.memory().numTensors;
    await train();
    return tf.memory().numTensors - before;
  };
  const expected = await kept(() => theirs.fit(x, y, ARGS));
  expect(await kept(() => fit(ours, x, y, ARGS))).toBe(expected);
  expect(await kept(() => fit(ours, x, y, { ...ARGS, shuffle: true, validationSplit: 0.2 }))).toBe(0);
});
