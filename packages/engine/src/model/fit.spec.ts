import { Problem } from '@reprise/base';
import { expectClose } from '../testing/expect-close';
import { numbers } from '../testing/numbers';
import '../tensorflow/mended';
import { tf } from '@reprise/runtime';
import { evaluate, fit, fitDataset, predict, type TrainingOptions } from './fit';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const [ROWS, FEATURES, CLASSES] = [10, 4, 3];
const x = tf.keep(numbers('x', [ROWS, FEATURES], -1, 1));
const y = tf.keep(tf.cast(tf.oneHot(tf.argMax(numbers('y', [ROWS, CLASSES], 0, 1), 1), CLASSES), 'float32'));
afterAll(() => tf.dispose([x, y]));

const withWeights = <M extends tf.LayersModel>(model: M): M => {
  model.setWeights(model.weights.map(({ shape }, i) => numbers(`weight ${i}`, shape as number[], -0.5, 0.5)));
  return model;
};
const compiled = <M extends tf.LayersModel>(model: M, args: Partial<tf.ModelCompileArgs> = {}): M => {
  withWeights(model).compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'], ...args });
  return model;
};
const network = (args: Partial<tf.ModelCompileArgs> = {}): tf.Sequential =>
  compiled(
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [FEATURES] }),
        tf.layers.dense({ units: CLASSES, activation: 'softmax' }),
      ],
    }),
    args,
  );
const ARGS = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 } as const;
type Args = tf.ModelFitArgs;

/** Trains two models alike, one by `model.fit` and one by `fit`, and expects the same of them. */
async function expectSame(
  build: () => tf.LayersModel,
  {
    data = [x, y],
    args = () => ARGS,
    options = {},
  }: {
    data?: [tf.Tensor | tf.Tensor[], tf.Tensor | tf.Tensor[]];
    args?: (model: tf.LayersModel) => Args;
    options?: TrainingOptions;
  } = {},
): Promise<{ model: tf.LayersModel; history: Record<string, (number | tf.Tensor)[]> }> {
  const [theirs, ours] = [build(), build()];
  const { history: expected, epoch } = await theirs.fit(...data, args(theirs));
  const found = await fit(ours, ...data, { ...(args(ours) as object), ...options });
  expect(found.epoch).toEqual(epoch);
  expect(Object.keys(found.history)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected))
    expectClose(tf.tensor(found.history[name] as number[]), tf.tensor(values as number[]));
  theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
  const optimizers = [ours, theirs].map((model) => model.optimizer);
  expect(optimizers[0].iterations).toBe(optimizers[1].iterations);
  if (optimizers[0].getClassName() !== 'Adamax') {
    const [own, their] = await Promise.all(optimizers.map((optimizer) => optimizer.getWeights()));
    their.forEach(({ tensor }, i) => expectClose(own[i].tensor, tensor));
  }
  return { model: ours, history: found.history };
}

/** Layers that take one another's outputs, one after the other. */
const chain = (inputs: tf.SymbolicTensor, ...layers: tf.layers.Layer[]): tf.SymbolicTensor =>
  layers.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, inputs);

describe('models of any form train as by model.fit', () => {
  const l = tf.layers;
  const MODELS: Record<
    string,
    { build: () => tf.LayersModel; x?: tf.Tensor | tf.Tensor[]; y?: tf.Tensor | tf.Tensor[] }
  > = {
    'a layer used twice': {
      build: () => {
        const input = tf.input({ shape: [FEATURES] });
        const shared = l.dense({ units: FEATURES, activation: 'relu' });
        return compiled(
          tf.model({
            inputs: input,
            outputs: chain(input, shared, shared, l.dense({ units: 3, activation: 'softmax' })),
          }),
        );
      },
    },
    'two inputs, a residual branch, and two heads': {
      build: () => {
        const inputs = [tf.input({ shape: [FEATURES] }), tf.input({ shape: [FEATURES] })];
        const hidden = chain(inputs[0], l.dense({ units: FEATURES }));
        const sum = l.add().apply([hidden, inputs[1]]) as tf.SymbolicTensor;
        const joined = l.concatenate().apply([sum, inputs[0]]) as tf.SymbolicTensor;
        const outputs = [
          chain(joined, l.dense({ units: 3, activation: 'softmax', name: 'first' })),
          chain(sum, l.dense({ units: 1, name: 'second' })),
        ];
        return compiled(tf.model({ inputs, outputs }), { loss: ['categoricalCrossentropy', 'meanSquaredError'] });
      },
      x: [x, x],
      y: [y, tf.keep(numbers('second', [ROWS, 1], -1, 1))],
    },
    'a nested model': {
      build: () => {
        const inner = tf.sequential({
          layers: [l.dense({ units: 4, activation: 'elu', inputShape: [FEATURES] }), l.dense({ units: 3 })],
        });
        const input = tf.input({ shape: [FEATURES] });
        return compiled(
          tf.model({ inputs: input, outputs: chain(input, inner as unknown as tf.layers.Layer, l.softmax()) }),
        );
      },
    },
    'masks of an embedding': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [
              l.embedding({ inputDim: 3, outputDim: 4, maskZero: true, inputLength: FEATURES }),
              l.lstm({ units: 4, returnSequences: true }),
              l.gru({ units: 4 }),
              l.dense({ units: 3, activation: 'softmax' }),
            ],
          }),
        ),
      x: tf.keep(tf.floor(numbers('tokens', [ROWS, FEATURES], 0, 3))),
    },
    'a mask of values': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [
              l.reshape({ targetShape: [FEATURES, 1], inputShape: [FEATURES] }),
              l.masking({ maskValue: 0 }),
              l.lstm({ units: 3 }),
              l.dense({ units: 3, activation: 'softmax' }),
            ],
          }),
        ),
      x: tf.keep(tf.mul(x, tf.cast(tf.greater(x, 0), 'float32'))),
    },
    'a convolution, ELU and pooling of sequences': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [
              l.conv1d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [6, 2] }),
              l.elu(),
              l.maxPooling1d({ poolSize: 2 }),
              l.flatten(),
              l.dense({ units: 3, activation: 'softmax' }),
            ],
          }),
        ),
      x: tf.keep(numbers('sequences', [ROWS, 6, 2], -1, 1)),
    },
    'convolutions, pooling and upsampling of images': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [
              l.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', padding: 'same', inputShape: [6, 6, 2] }),
              l.maxPooling2d({ poolSize: 2 }),
              l.upSampling2d({ size: [2, 2] }),
              l.conv2d({ filters: 3, kernelSize: 3, activation: 'sigmoid' }),
              l.globalAveragePooling2d({}),
              l.softmax(),
            ],
          }),
        ),
      x: tf.keep(numbers('images', [ROWS, 6, 6, 2], -1, 1)),
    },
    'a last activation that is a layer of its own': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [l.dense({ units: 3, inputShape: [FEATURES] }), l.softmax(), l.reshape({ targetShape: [3] })],
          }),
        ),
    },
    'a last activation that is not the loss’s': {
      build: () =>
        compiled(tf.sequential({ layers: [l.dense({ units: 3, activation: 'sigmoid', inputShape: [FEATURES] })] })),
    },
    'a frozen layer, and a frozen batch normalization': {
      build: () => {
        const model = tf.sequential({
          layers: [
            l.dense({ units: 4, inputShape: [FEATURES], trainable: false }),
            l.batchNormalization({ trainable: false }),
            l.batchNormalization({ momentum: 0.5 }),
            l.dense({ units: 3, activation: 'softmax' }),
          ],
        });
        withWeights(model);
        model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
        // A variance is positive.
        model.setWeights(model.getWeights().map(tf.abs));
        return model;
      },
    },
    regularizers: {
      build: () =>
        compiled(
          tf.sequential({
            layers: [
              l.dense({
                units: 3,
                inputShape: [FEATURES],
                kernelRegularizer: 'l1l2',
                biasRegularizer: tf.regularizers.l2(),
              }),
              l.softmax(),
            ],
          }),
        ),
    },
  };
  test.each(Object.entries(MODELS))('%s', async (_, { build, x: inputs = x, y: targets = y }) => {
    await expectSame(build, { data: [inputs, targets] });
  });

  test.each(['a convolution, ELU and pooling of sequences', 'convolutions, pooling and upsampling of images'])(
    '%s, in towers',
    async (name) => {
      const { build, x: inputs = x } = MODELS[name];
      // A batch of 4 rows in three parts, and the last one of 2.
      await expectSame(build, { data: [inputs, y], options: { towers: 3 } });
      await expectSame(build, { data: [inputs, y], options: { towers: 2, fusion: false } });
    },
  );

  test('a mask in front of towers is refused', async () => {
    // Two layers take what the embedding gives, so that the towers begin after it.
    const input = tf.input({ shape: [FEATURES] });
    const embedded = l.embedding({ inputDim: 3, outputDim: 4, maskZero: true }).apply(input) as tf.SymbolicTensor;
    const both = ['a', 'b'].map((name) => l.gru({ units: 3, name }).apply(embedded) as tf.SymbolicTensor);
    const model = compiled(
      tf.model({ inputs: input, outputs: chain(l.add().apply(both) as tf.SymbolicTensor, l.softmax()) }),
    );
    const tokens = tf.floor(numbers('tokens', [ROWS, FEATURES], 0, 3));
    await expect(fit(model, tokens, y, { ...ARGS, towers: 2 })).rejects.toThrow(
      /^(layer )?\S+( \(GRU\))?: expected layers without masks, for towers, found a mask\. Leave towers out\.$/,
    );
  });

  test('layers before a batch normalization, in towers: it sees the whole batch', async () => {
    const build = (): tf.LayersModel =>
      compiled(
        tf.sequential({
          layers: [
            l.dense({ units: 4, activation: 'tanh', inputShape: [FEATURES] }),
            l.dense({ units: 4 }),
            l.batchNormalization(),
            l.dense({ units: 3, activation: 'softmax' }),
          ],
        }),
        { optimizer: 'sgd' },
      );
    await expectSame(build, { options: { towers: 2 } });
  });

  class Doubled extends (tf.layers.dense({ units: 1 }).constructor as new (config: object) => tf.layers.Layer) {
    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
      return tf.mul(2, super.call(inputs, kwargs as never) as tf.Tensor);
    }
  }
  test('a layer that overrides the call of a standard one', async () => {
    await expectSame(() =>
      compiled(tf.sequential({ layers: [new Doubled({ units: 3, inputShape: [FEATURES] }), l.softmax()] })),
    );
  });

  test('a loss and a metric of one’s own', async () => {
    const loss = (truth: tf.Tensor, guess: tf.Tensor): tf.Tensor => tf.mean(tf.pow(tf.sub(truth, guess), 4), -1);
    await expectSame(() => network({ loss: loss as never, metrics: [loss as never] }));
  });

  test('a loss of a gradient: a penalty on its norm', async () => {
    const loss = (truth: tf.Tensor, guess: tf.Tensor): tf.Tensor => {
      const gradient = tf.grad((of) => tf.sum(tf.square(tf.relu(of))))(guess);
      return tf.add(tf.mean(tf.square(tf.sub(truth, guess)), -1), tf.mean(tf.square(gradient), -1));
    };
    await expectSame(() => network({ loss: loss as never }));
  });

  test('a layer that differentiates another: faster forms have no second derivative, and are left out', async () => {
    class Slope extends tf.layers.Layer {
      static className = 'Slope';
      readonly layer = tf.layers.dense({ units: 2, activation: 'tanh', name: 'inner' });
      override build(shape: tf.Shape): void {
        this.layer.build(shape);
        this._trainableWeights = this.layer.trainableWeights;
        this.built = true;
      }
      override computeOutputShape(shape: tf.Shape): tf.Shape {
        return shape;
      }
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.grad((of) => tf.sum(this.layer.apply(of) as tf.Tensor))([inputs].flat()[0]);
      }
    }
    await expectSame(() =>
      compiled(
        tf.sequential({
          layers: [new Slope({ inputShape: [FEATURES] }), l.dense({ units: 3, activation: 'softmax' })],
        }),
      ),
    );
  });

  test('a stateful recurrent layer, whose states go on from step to step', async () => {
    const build = (): tf.LayersModel =>
      compiled(
        tf.sequential({
          layers: [l.gru({ units: 3, stateful: true, batchInputShape: [5, FEATURES, 1], activation: 'softmax' })],
        }),
      );
    const series = tf.expandDims(x, 2);
    const args = (): Args => ({ ...ARGS, batchSize: 5, epochs: 2 });
    const { model } = await expectSame(build, { data: [series, y], args });
    const [states] = model.layers.map((layer) => (layer as unknown as { states_: tf.Tensor[] }).states_);
    expect(states[0].abs().max().dataSync()[0]).toBeGreaterThan(0);
    model.resetStates();
    model.predict(tf.slice(series, 0, 5), { batchSize: 5 });
  });
});

describe('callbacks', () => {
  /** Records what a callback is told, in order. */
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

  test('come in the same order, with the same logs', async () => {
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

  test('see the weights of the step before, and change them for the next', async () => {
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

  test.each(['sgd', 'momentum', 'adam', 'rmsprop'] as const)(
    'change the learning rate of %s between steps',
    async (name) => {
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
    },
  );

  test('freeze a layer for the steps that follow', async () => {
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

  test('that throw leave the model and its optimizer as the step before has left them, and usable', async () => {
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
    // And each goes on in the other way.
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

  test('a training goes on with model.fit, and the other way round', async () => {
    const [theirs, ours] = [network(), network()];
    await theirs.fit(x, y, { ...ARGS, epochs: 4 });
    await fit(ours, x, y, { ...ARGS, epochs: 1 });
    await ours.fit(x, y, { ...ARGS, epochs: 1 });
    await fit(ours, x, y, { ...ARGS, epochs: 2 });
    theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
  });

  test('an optimizer of one’s own, whose rate is fixed while it trains', async () => {
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
    await expectSame(() => network({ optimizer: new Signs() }), {
      args: () => ({ ...ARGS }),
    });
  });
});

describe('options', () => {
  const train = async (options: TrainingOptions, args: object = {}): Promise<tf.LayersModel> => {
    const model = network({ optimizer: tf.train.sgd(1) });
    await fit(model, x, y, { ...ARGS, epochs: 1, batchSize: ROWS, ...args, ...options });
    return model;
  };
  /** What one step of rate 1 has taken off the weights: the gradients. */
  const change = (model: tf.LayersModel): tf.Tensor[] =>
    network()
      .getWeights()
      .map((before, i) => tf.sub(before, model.getWeights()[i]));
  const norm = (tensors: tf.Tensor[]): number =>
    Math.sqrt(tensors.reduce((sum, each) => sum + tf.sum(tf.square(each)).dataSync()[0], 0));

  test('clipValue, clipNorm and globalClipNorm clip gradients', async () => {
    const gradients = change(await train({}));
    const limit = 0.02;
    const clipped = change(await train({ clipValue: limit }));
    clipped.forEach((each, i) => expectClose(each, tf.clipByValue(gradients[i], -limit, limit)));
    const byNorm = change(await train({ clipNorm: limit }));
    byNorm.forEach((each, i) => expectClose(each, tf.mul(gradients[i], Math.min(1, limit / norm([gradients[i]])))));
    const byAll = change(await train({ globalClipNorm: limit }));
    byAll.forEach((each, i) => expectClose(each, tf.mul(gradients[i], limit / norm(gradients))));
    const untouched = change(await train({ globalClipNorm: 1000 }));
    untouched.forEach((each, i) => expectClose(each, gradients[i]));
  });

  test('sampleWeight: a weight of 0 leaves a row out, one of 2 counts it twice', async () => {
    const weights = tf.tensor1d([0, 2, ...new Array<number>(ROWS - 2).fill(1)]);
    const weighted = change(await train({ sampleWeight: weights }));
    const rows = [1, 1, ...Array.from({ length: ROWS - 2 }, (_, i) => i + 2)];
    const [xs, ys] = [x, y].map((of) => tf.gather(of, tf.tensor1d(rows, 'int32')));
    const model = network({ optimizer: tf.train.sgd(1) });
    await model.fit(xs, ys, { ...ARGS, epochs: 1, batchSize: ROWS });
    change(model).forEach((each, i) => expectClose(weighted[i], each));
    expect(weights.isDisposed).toBe(false);
  });

  test('lossWeights: what each output counts in the total loss', async () => {
    const build = (): tf.LayersModel => {
      const input = tf.input({ shape: [FEATURES] });
      const outputs = ['a', 'b'].map((name) =>
        chain(input, tf.layers.dense({ units: 3, activation: 'softmax', name })),
      );
      return compiled(tf.model({ inputs: input, outputs }), { metrics: [] });
    };
    const args = { ...ARGS, epochs: 1, batchSize: ROWS };
    const { history: plain } = await fit(build(), x, [y, y], args);
    const { history } = await fit(build(), x, [y, y], { ...args, lossWeights: { a: 0.5, b: 3 } });
    const [loss, a, b] = Object.values(history).map(([value]) => value as number);
    expect(loss).toBeCloseTo(0.5 * a + 3 * b, 5);
    expect([a, b]).toEqual(
      Object.values(plain)
        .slice(1)
        .map(([value]) => expect.closeTo(value as number, 5)),
    );
  });

  test.each<[TrainingOptions, string]>([
    [{ seed: 0.5 }, 'fit: expected a whole number as seed, found 0.5. Give one.'],
    [{ clipValue: 1, clipNorm: 1 }, 'fit: expected one way of clipping, found clipValue and clipNorm. Choose one.'],
    [{ clipNorm: 0 }, 'fit: expected clipNorm above 0, found 0.'],
    [{ lossWeights: { none: 1 } }, 'found none. Name the model’s outputs.'],
    [{ lossWeights: [1, 2] }, 'fit: expected 1 lossWeights, one an output, found 2.'],
    [{ lossWeights: [0] }, 'fit: expected lossWeights above 0, found 0.'],
    [{ sampleWeight: tf.zeros([2, 2]) }, 'fit: expected sampleWeight of shape [rows], found [2,2].'],
    [{ towers: 0 }, 'fit: expected a number of towers from 1 on, found 0.'],
    [{ like: 'keras3' as 'keras2' }, `fit: expected like: 'tensorflow.js' or 'keras2', found "keras3".`],
    ...[{ like: 'keras2' }, { clipNorm: 1 }, { lossWeights: [2] }, { towers: 2 }].map(
      (option): [TrainingOptions, string] => [
        { ...(option as TrainingOptions), fallback: true },
        `fit: expected fallback without options that model.fit does not have, found ${Object.keys(option)[0]}.`,
      ],
    ),
    [{ clipnorm: 1 } as TrainingOptions, 'found clipnorm. Leave it out, or mend its name.'],
  ])('%j is refused before the first step', async (options, message) => {
    await expect(train(options)).rejects.toThrow(message);
  });
});

describe('like Keras 2', () => {
  /** Keras's golden runs are in golden.spec.ts of packages/vision and packages/text. */
  const build = (loss: string, activation: 'softmax' | 'sigmoid', units: number): tf.LayersModel => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 5,
          activation: 'tanh',
          inputShape: [FEATURES],
          kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
        }),
        tf.layers.dense({ units, activation }),
      ],
    });
    return compiled(model, { optimizer: tf.train.sgd(0.5), loss });
  };
  const ARGS2 = { ...ARGS, validationData: [x, y] as [tf.Tensor, tf.Tensor], like: 'keras2' } as const;

  test.each(['categoricalCrossentropy', 'binaryCrossentropy'])(
    'with SGD, %s of logits trains as that of probabilities, which TensorFlow.js clips far from here',
    async (loss) => {
      const activation = loss === 'binaryCrossentropy' ? 'sigmoid' : 'softmax';
      const [theirs, ours] = [build(loss, activation, CLASSES), build(loss, activation, CLASSES)];
      const { history: expected } = await theirs.fit(x, y, ARGS);
      const { history } = await fit(ours, x, y, { ...ARGS, like: 'keras2' });
      for (const name of ['loss', 'acc'])
        expectClose(tf.tensor(history[name] as number[]), tf.tensor(expected[name] as number[]));
      theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
    },
  );

  test('a loss over classes is that of their one-hot rows', async () => {
    const [sparse, dense] = [
      build('sparseCategoricalCrossentropy', 'softmax', CLASSES),
      build('categoricalCrossentropy', 'softmax', CLASSES),
    ];
    const classes = tf.cast(tf.expandDims(tf.argMax(y, 1), 1), 'float32');
    const { history: found } = await fit(sparse, x, classes, { ...ARGS, like: 'keras2' });
    const { history: expected } = await fit(dense, x, y, { ...ARGS, like: 'keras2' });
    expectClose(tf.tensor(found['loss'] as number[]), tf.tensor(expected['loss'] as number[]));
    dense.getWeights().forEach((weight, i) => expectClose(sparse.getWeights()[i], weight));
  });

  test('logits far from 0 give a loss that probabilities would have lost', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })] });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'binaryCrossentropy' });
    model.setWeights([tf.tensor2d([[1]]), tf.tensor1d([0])]);
    const { history } = await fit(model, tf.tensor2d([[40]]), tf.tensor2d([[0]]), { verbose: 0, like: 'keras2' });
    // log(1 + e^40); of the probability, which is 1 in float32, TensorFlow.js makes 16.
    expect(history['loss'][0]).toBeCloseTo(40, 4);
  });

  test('val_loss and evaluate include the regularizer', async () => {
    const model = build('categoricalCrossentropy', 'softmax', CLASSES);
    const { history } = await fit(model, x, y, ARGS2);
    const penalty = 0.01 * tf.sum(tf.square(model.getWeights()[0])).dataSync()[0];
    const [plain] = ((await evaluate(model, x, y)) as tf.Scalar[]).map((value) => value.dataSync()[0]);
    const [loss] = ((await evaluate(model, x, y, { like: 'keras2' })) as tf.Scalar[]).map(
      (value) => value.dataSync()[0],
    );
    expect(loss).toBeCloseTo(plain + penalty, 5);
    // float32 of history is read back as the mean over three batches of 4, 4 and 2 rows.
    expect(history['val_loss'].at(-1)).toBeCloseTo(loss, 5);
  });

  test('a class that does not exist is refused by its row, before the first step', async () => {
    const model = build('sparseCategoricalCrossentropy', 'softmax', CLASSES);
    const before = model.getWeights().map((weight) => weight.dataSync());
    const classes = tf.tensor2d([0, 1, 2, 0, 1, 2, 0, 3, 1, 2], [ROWS, 1]);
    await expect(fit(model, x, classes, { ...ARGS, like: 'keras2' })).rejects.toThrow(
      /row 7: expected a class from 0 to 2, found 3\. Mend the label/,
    );
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  });

  test('an optimizer that it does not know is refused', async () => {
    const model = network({ optimizer: tf.train.momentum(0.1, 0.9) });
    await expect(fit(model, x, y, { ...ARGS, like: 'keras2' })).rejects.toThrow(
      "expected an optimizer that `like: 'keras2'` knows: SGD, Adam or Adadelta, found Momentum",
    );
  });
});

describe('several steps in a call', () => {
  const train = async (args: object): Promise<Float32Array[]> => {
    const model = compiled(
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [FEATURES] }),
          tf.layers.dropout({ rate: 0.5 }),
          tf.layers.dense({ units: CLASSES, activation: 'softmax' }),
        ],
      }),
    );
    // 160 rows in batches of 6, so that the last one is smaller: 27 steps an epoch.
    const [many, targets] = [x, y].map((of) => tf.tile(of, [16, 1]));
    await fit(model, many, targets, { epochs: 8, batchSize: 6, verbose: 0, ...args });
    return model.getWeights().map((weight) => weight.dataSync<'float32'>());
  };

  test('give the bits of one a call, which is what a callback between steps sees', async () => {
    let steps = 0;
    const together = await train({});
    expect(await train({ callbacks: { onBatchEnd: () => void steps++ } })).toEqual(together);
    expect(steps).toBe(8 * 27);
  });

  test('and so does a training that goes on at an epoch: order and masks are those of the steps so far', async () => {
    const model = network();
    const [many, targets] = [x, y].map((of) => tf.tile(of, [16, 1]));
    const args = { batchSize: 6, verbose: 0, callbacks: { onBatchEnd: () => undefined } } as const;
    await fit(model, many, targets, { ...args, epochs: 4 });
    const whole = model.getWeights().map((weight) => weight.dataSync());
    const resumed = network();
    await fit(resumed, many, targets, { ...args, epochs: 2 });
    await fit(resumed, many, targets, { ...args, epochs: 4, initialEpoch: 2 });
    expect(resumed.getWeights().map((weight) => weight.dataSync())).toEqual(whole);
  });
});

test('options that a call does not take are refused, and so is another optimizer while it trains', async () => {
  const weights = tf.ones([ROWS]);
  await expect(predict(network(), x, { seed: 1 } as never)).rejects.toThrow(
    'predict: expected arguments batchSize, verbose, towers, fusion, fallback, found seed',
  );
  const dataset = tf.data.array([{ xs: x, ys: y }]);
  await expect(fitDataset(network(), dataset as never, { epochs: 1, sampleWeight: weights } as never)).rejects.toThrow(
    'found sampleWeight',
  );
  await expect(fit(network(), x, y, { ...ARGS, sampleWeight: tf.ones([3]) })).rejects.toThrow(
    'expected sampleWeight of 10 rows, found 3',
  );
  const input = tf.input({ shape: [FEATURES] });
  const model = compiled(tf.model({ inputs: input, outputs: chain(input, tf.layers.dense({ units: 3 })) }));
  const again = (): void => model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await expect(fit(model, x, y, { ...ARGS, callbacks: { onBatchEnd: again } })).rejects.toThrow(
    'found another optimizer',
  );
});

test('an optimizer that minimizes in a way of its own does so', async () => {
  const optimizer = (): tf.Optimizer => {
    const sgd = tf.train.sgd(0.1);
    const { minimize } = tf.Optimizer.prototype;
    // Twice the loss, as it were.
    sgd.minimize = (loss, cost, weights) => minimize.call(sgd, () => tf.mul(2, loss()), cost, weights);
    return sgd;
  };
  await expect(fit(network({ optimizer: optimizer() }), x, y, { ...ARGS, clipNorm: 1 })).rejects.toThrow(
    'fit: expected an optimizer whose gradients can be clipped, found SGD. Clip them in it.',
  );
  // Its rate is a tensor that was made before.
  await expect(fit(network({ optimizer: optimizer() }), x, y, ARGS)).rejects.toThrow('made before tracing');
  const [theirs, ours] = [network({ optimizer: optimizer() }), network({ optimizer: optimizer() })];
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await theirs.fit(x, y, ARGS);
  await fit(ours, x, y, { ...ARGS, fallback: true });
  warn.mockRestore();
  theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
});

describe('what is random', () => {
  test('the order of rows: by the seed, another each epoch', async () => {
    const order = async (seed: number): Promise<number[]> => {
      const model = tf.sequential({
        layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })],
      });
      // The loss of a batch of one row is the row's number.
      model.compile({ optimizer: tf.train.sgd(0), loss: (_, guess) => tf.mean(guess) as tf.Scalar });
      const seen: number[] = [];
      await fit(model, tf.range(0, 6).reshape([6, 1]), tf.zeros([6, 1]), {
        epochs: 2,
        batchSize: 1,
        verbose: 0,
        seed,
        callbacks: { onBatchEnd: (_, logs) => void seen.push(Math.round(logs?.['loss'] ?? NaN)) },
      });
      return seen;
    };
    const first = await order(1);
    expect(first.slice(0, 6).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(first.slice(6).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(first.slice(6)).not.toEqual(first.slice(0, 6));
    expect(await order(1)).toEqual(first);
    expect(await order(2)).not.toEqual(first);
  });

  test('is other numbers when a training goes on, and the same ones for the same training', async () => {
    const losses = async (): Promise<unknown[]> => {
      const model = compiled(
        tf.sequential({
          layers: [tf.layers.dropout({ rate: 0.5, inputShape: [FEATURES] }), tf.layers.dense({ units: 3 })],
        }),
        { optimizer: tf.train.sgd(0), loss: 'meanSquaredError', metrics: [] },
      );
      const calls = [await fit(model, x, y, { verbose: 0 }), await fit(model, x, y, { verbose: 0 })];
      return calls.flatMap(({ history }) => history['loss']);
    };
    const [first, second] = await losses();
    expect(second).not.toBe(first);
    expect(await losses()).toEqual([first, second]);
  });

  /** What a layer makes of ones at two steps of training: the loss is its output, element by element. */
  async function draws(layer: () => tf.layers.Layer, seed = 1): Promise<Float32Array[]> {
    const width = 4000;
    const input = tf.input({ shape: [width] });
    const seen: Float32Array[] = [];
    // A weight a column, whose gradient is what the layer makes of it.
    const output = tf.model({ inputs: input, outputs: chain(input, new Probe({}), layer()) });
    output.compile({ optimizer: tf.train.sgd(1), loss: (_, guess) => tf.sum(guess) as tf.Scalar });
    await fit(output, tf.ones([1, width]), tf.zeros([1, width]), {
      epochs: 2,
      verbose: 0,
      seed,
      callbacks: {
        onBatchEnd: () => {
          seen.push(Float32Array.from(output.getWeights()[0].dataSync()));
          output.setWeights([tf.ones([width])]);
        },
      },
    });
    return seen.map((weights) => weights.map((weight) => 1 - weight));
  }
  class Probe extends tf.layers.Layer {
    static className = 'Probe';
    private weight!: tf.LayerVariable;
    override build(shape: tf.Shape): void {
      this.weight = this.addWeight('probe', [shape[1]], 'float32', tf.initializers.ones());
      this.built = true;
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.mul([inputs].flat()[0], this.weight.read());
    }
  }
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  test.each(['dropout', 'dropout with a seed'])('%s: fresh masks every step, by the seed', async (name) => {
    const layer = () => tf.layers.dropout({ rate: 0.25, ...(name.includes('seed') && { seed: 7 }) });
    const [first, second] = await draws(layer);
    for (const mask of [first, second]) {
      expect(new Set(Array.from(mask, (value) => value.toFixed(4)))).toEqual(new Set(['0.0000', '1.3333']));
      // 4,000 draws of a share of 0.25: the standard deviation is 0.0068.
      expect(mask.filter((value) => value === 0).length / mask.length).toBeCloseTo(0.25, 1);
    }
    expect(second).not.toEqual(first);
    expect((await draws(layer))[0]).toEqual(first);
    expect((await draws(layer, 2))[0]).not.toEqual(first);
  });

  test('multiplicative noise has mean 1 and its deviation: GaussianDropout', async () => {
    const [first, second] = await draws(() => tf.layers.gaussianDropout({ rate: 0.2 }));
    expect(mean(first)).toBeCloseTo(1, 1);
    // sqrt(0.2 / 0.8)
    expect(Math.sqrt(mean(first.map((value) => (value - 1) ** 2)))).toBeCloseTo(0.5, 1);
    expect(second).not.toEqual(first);
  });

  test('a custom layer may draw by tf.randomNormal', async () => {
    class Noisy extends Probe {
      static override className = 'Noisy';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.add(super.call(inputs), tf.randomNormal([1], 0, 1));
      }
    }
    const model = compiled(tf.sequential({ layers: [new Noisy({ inputShape: [1] })] }), {
      loss: 'meanSquaredError',
      metrics: [],
    });
    const { history } = await fit(model, tf.zeros([1, 1]), tf.zeros([1, 1]), { epochs: 3, verbose: 0 });
    expect(new Set(history['loss']).size).toBe(3);
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

describe('calls while a model is under way', () => {
  test('a callback predicts and evaluates by the model that is trained, with the weights of the moment', async () => {
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

  test('predictions at once are what they are one after the other, and the model stays usable', async () => {
    const model = network();
    const [alone] = [(await predict(model, x)) as tf.Tensor];
    const both = await Promise.all([predict(model, x), predict(model, x), evaluate(model, x, y)]);
    for (const output of both.slice(0, 2)) expectClose(output as tf.Tensor, alone);
    expect((await fit(model, x, y, ARGS)).epoch).toHaveLength(3);
  });

  test('another training, and options of its own, are refused', async () => {
    const model = network();
    const first = fit(model, x, y, ARGS);
    await expect(fit(model, x, y, ARGS)).rejects.toThrow(
      'fit: expected one training of a model at a time, found another',
    );
    await expect(evaluate(model, x, y, { like: 'keras2' })).rejects.toThrow('found its own like, while a call');
    await first;
  });
});

test('what is no model, and another backend, are refused', async () => {
  await expect(fit({} as tf.LayersModel, x, y)).rejects.toThrow('fit: expected a LayersModel, found object.');
});

test('two trainings of one model’s variables at a time are refused', async () => {
  const input = tf.input({ shape: [FEATURES] });
  const shared = tf.layers.dense({ units: 3, activation: 'softmax' });
  const models = [0, 1].map(() =>
    compiled(tf.model({ inputs: input, outputs: chain(input, shared) }), { metrics: [] }),
  );
  const results = await Promise.allSettled(models.map((model) => fit(model, x, y, { ...ARGS, epochs: 20 })));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.map(({ reason }) => String(reason))).toEqual([expect.stringContaining('found another one under way')]);
  await fit(models[0], x, y, ARGS);
  await fit(models[1], x, y, ARGS);
});

test('a model that was never used is predicted by', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [FEATURES] })] });
  expectClose((await predict(model, x)) as tf.Tensor, model.predict(x) as tf.Tensor);
});

test('fitDataset prepares a batch while the one before is trained on, and gives back what it did not use', async () => {
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

describe('what cannot be part of a graph', () => {
  class Reading extends tf.layers.Layer {
    static className = 'Reading';
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const [input] = [inputs].flat();
      return input.dataSync()[0] > 0 ? input : tf.neg(input);
    }
  }
  const reading = (): tf.LayersModel =>
    compiled(
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 3, inputShape: [FEATURES] }),
          new Reading({ name: 'reader' }),
          tf.layers.softmax(),
        ],
      }),
    );

  test('is refused with the layer, before anything is trained', async () => {
    const model = reading();
    const before = model.getWeights().map((weight) => weight.dataSync());
    const training = fit(model, x, y, ARGS);
    await expect(training).rejects.toThrow(Problem);
    await expect(training).rejects.toThrow(
      'layer reader (Reading): expected tensor operations alone, found a value read back',
    );
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  });

  test('a loss and a metric are named, too', async () => {
    const reads = (truth: tf.Tensor, guess: tf.Tensor): tf.Scalar => {
      guess.dataSync();
      return tf.mean(tf.sub(truth, guess)) as tf.Scalar;
    };
    await expect(fit(network({ loss: reads }), x, y, ARGS)).rejects.toThrow(/^the loss of dense\S*: expected/);
    await expect(fit(network({ metrics: [reads as never] }), x, y, ARGS)).rejects.toThrow(
      /^a metric of dense\S*: expected/,
    );
  });

  test('is trained by model.fit with `fallback`, which says so once', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const [theirs, ours] = [reading(), reading()];
    await theirs.fit(x, y, ARGS);
    await fit(ours, x, y, { ...ARGS, fallback: true });
    theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0][0]).toContain('layer reader (Reading)');
    warn.mockRestore();
  });
});

test('a training keeps nothing but what model.fit keeps', async () => {
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
