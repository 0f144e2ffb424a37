import { Problem } from '@reprise/base';
import '../tensorflow/fixes';
import { tf } from '@reprise/runtime';
import { expectClose, numbers } from '../testing/tensors';
import {
  ARGS,
  type Args,
  chain,
  compiled,
  expectSame,
  FEATURES,
  network,
  ROWS,
  withWeights,
  x,
  y,
} from '../testing/fit-against-model-fit';
import { fit } from './fit';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());
afterAll(() => tf.dispose([x, y]));

describe('trains as `model.fit` does', () => {
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
    'the largest outputs of a convolution of padded sequences': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [
              l.embedding({ inputDim: 9, outputDim: 64, inputLength: 120 }),
              l.conv1d({ filters: 250, kernelSize: 5, activation: 'relu' }),
              l.globalMaxPooling1d(),
              l.dense({ units: 3, activation: 'softmax' }),
            ],
          }),
          { optimizer: 'sgd' },
        ),
      x: tf.keep(tf.relu(tf.floor(numbers('padded', [ROWS, 120], -3, 9)))),
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
    'a last activation as its own layer': {
      build: () =>
        compiled(
          tf.sequential({
            layers: [l.dense({ units: 3, inputShape: [FEATURES] }), l.softmax(), l.reshape({ targetShape: [3] })],
          }),
        ),
    },
    'a last activation that does not match the loss': {
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
      // Splits a batch of 4 rows, and the last one of 2 rows, into 3 parts.
      await expectSame(build, { data: [inputs, y], options: { towers: 3 } });
      await expectSame(build, { data: [inputs, y], options: { towers: 2, fusion: false } });
    },
  );

  test('rejects a mask before towers', async () => {
    // The embedding feeds two layers, so the towers begin after it.
    const input = tf.input({ shape: [FEATURES] });
    const embedded = l.embedding({ inputDim: 3, outputDim: 4, maskZero: true }).apply(input) as tf.SymbolicTensor;
    const both = ['a', 'b'].map((name) => l.gru({ units: 3, name }).apply(embedded) as tf.SymbolicTensor);
    const model = compiled(
      tf.model({ inputs: input, outputs: chain(l.add().apply(both) as tf.SymbolicTensor, l.softmax()) }),
    );
    const tokens = tf.floor(numbers('tokens', [ROWS, FEATURES], 0, 3));
    await expect(fit(model, tokens, y, { ...ARGS, towers: 2 })).rejects.toThrow(
      /^(layer )?\S+( \(GRU\))?: expected layers without masks in towers, found a mask\. Leave `towers` out\.$/,
    );
  });

  test('layers before a batch normalization, in towers: it normalizes the whole batch', async () => {
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

  test('a custom loss and metric', async () => {
    const loss = (truth: tf.Tensor, guess: tf.Tensor): tf.Tensor => tf.mean(tf.pow(tf.sub(truth, guess), 4), -1);
    await expectSame(() => network({ loss: loss as never, metrics: [loss as never] }));
  });

  test('a loss with a gradient penalty', async () => {
    const loss = (truth: tf.Tensor, guess: tf.Tensor): tf.Tensor => {
      const gradient = tf.grad((of) => tf.sum(tf.square(tf.relu(of))))(guess);
      return tf.add(tf.mean(tf.square(tf.sub(truth, guess)), -1), tf.mean(tf.square(gradient), -1));
    };
    await expectSame(() => network({ loss: loss as never }));
  });

  test('a layer that differentiates another: not fused, since fused layers have no second derivative', async () => {
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

  test('a stateful recurrent layer', async () => {
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

describe('a model that cannot be traced', () => {
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

  test('is rejected by the name of the layer, before the first step', async () => {
    const model = reading();
    const before = model.getWeights().map((weight) => weight.dataSync());
    const training = fit(model, x, y, ARGS);
    await expect(training).rejects.toThrow(Problem);
    await expect(training).rejects.toThrow(
      'layer reader (Reading): expected only tensor operations, found a value read back',
    );
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  });

  test('is rejected by the name of the loss or metric', async () => {
    const reads = (truth: tf.Tensor, guess: tf.Tensor): tf.Scalar => {
      guess.dataSync();
      return tf.mean(tf.sub(truth, guess)) as tf.Scalar;
    };
    await expect(fit(network({ loss: reads }), x, y, ARGS)).rejects.toThrow(/^the loss of dense\S*: expected/);
    await expect(fit(network({ metrics: [reads as never] }), x, y, ARGS)).rejects.toThrow(
      /^a metric of dense\S*: expected/,
    );
  });

  test('is trained by model.fit with `fallback`, with one warning', async () => {
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
