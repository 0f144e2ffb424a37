import '../tensorflow/fixes';
import { tf } from '@reprise/runtime';
import { expectClose } from '../testing/tensors';
import { ARGS, chain, CLASSES, compiled, FEATURES, network, ROWS, x, y } from '../testing/fit-against-model-fit';
import { evaluate, fit, fitDataset, predict, type TrainingOptions } from './fit';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());
afterAll(() => tf.dispose([x, y]));

describe('options', () => {
  const train = async (options: TrainingOptions, args: object = {}): Promise<tf.LayersModel> => {
    const model = network({ optimizer: tf.train.sgd(1) });
    await fit(model, x, y, { ...ARGS, epochs: 1, batchSize: ROWS, ...args, ...options });
    return model;
  };
  /** The change of the weights by one step with learning rate 1: the gradients. */
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

  test('sampleWeight: 0 removes a row, 2 counts it twice', async () => {
    const weights = tf.tensor1d([0, 2, ...new Array<number>(ROWS - 2).fill(1)]);
    const weighted = change(await train({ sampleWeight: weights }));
    const rows = [1, 1, ...Array.from({ length: ROWS - 2 }, (_, i) => i + 2)];
    const [xs, ys] = [x, y].map((of) => tf.gather(of, tf.tensor1d(rows, 'int32')));
    const model = network({ optimizer: tf.train.sgd(1) });
    await model.fit(xs, ys, { ...ARGS, epochs: 1, batchSize: ROWS });
    change(model).forEach((each, i) => expectClose(weighted[i], each));
    expect(weights.isDisposed).toBe(false);
  });

  test('lossWeights: factors of the losses in the total loss', async () => {
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
    [{ seed: 0.5 }, 'fit: expected an integer as `seed`, found 0.5. Correct it.'],
    [{ clipValue: 1, clipNorm: 1 }, 'fit: expected one kind of clipping, found clipValue and clipNorm. Choose one.'],
    [{ clipNorm: 0 }, 'fit: expected a number above 0 as `clipNorm`, found 0.'],
    [{ lossWeights: { none: 1 } }, 'found none. Correct it.'],
    [{ lossWeights: [1, 2] }, 'fit: expected 1 `lossWeights`, one for each output, found 2.'],
    [{ lossWeights: [0] }, 'fit: expected numbers above 0 as `lossWeights`, found 0.'],
    [{ sampleWeight: tf.zeros([2, 2]) }, 'fit: expected `sampleWeight` of shape [rows], found [2,2].'],
    [{ towers: 0 }, 'fit: expected an integer of at least 1 as `towers`, found 0.'],
    [{ like: 'keras3' as 'keras2' }, `fit: expected \`like\` 'tensorflow.js' or 'keras2', found "keras3".`],
    ...[{ like: 'keras2' }, { clipNorm: 1 }, { lossWeights: [2] }, { towers: 2 }].map(
      (option): [TrainingOptions, string] => [
        { ...(option as TrainingOptions), fallback: true },
        `fit: expected only options that \`model.fit\` has, for \`fallback\`, found ${Object.keys(option)[0]}.`,
      ],
    ),
    [{ clipnorm: 1 } as TrainingOptions, 'found clipnorm. Correct it, or leave it out.'],
  ])('rejects %j before the first step', async (options, message) => {
    await expect(train(options)).rejects.toThrow(message);
  });
});

describe('`like: keras2`', () => {
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
    '%s of logits trains as that of probabilities does, where TensorFlow.js clips none',
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

  test('a loss of class numbers equals that of one-hot rows', async () => {
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

  test('a large logit gives a loss that a probability cannot', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })] });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'binaryCrossentropy' });
    model.setWeights([tf.tensor2d([[1]]), tf.tensor1d([0])]);
    const { history } = await fit(model, tf.tensor2d([[40]]), tf.tensor2d([[0]]), { verbose: 0, like: 'keras2' });
    // log(1 + e^40). The probability is 1 in float32, for which TensorFlow.js's loss is 16.
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
    // The history has the mean over batches of 4, 4 and 2 rows.
    expect(history['val_loss'].at(-1)).toBeCloseTo(loss, 5);
  });

  test('rejects a class that does not exist, by its row, before the first step', async () => {
    const model = build('sparseCategoricalCrossentropy', 'softmax', CLASSES);
    const before = model.getWeights().map((weight) => weight.dataSync());
    const classes = tf.tensor2d([0, 1, 2, 0, 1, 2, 0, 3, 1, 2], [ROWS, 1]);
    await expect(fit(model, x, classes, { ...ARGS, like: 'keras2' })).rejects.toThrow(
      /row 7: expected a class from 0 to 2, found 3\. Correct the label/,
    );
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  });

  test('rejects an optimizer without a rule', async () => {
    const model = network({ optimizer: tf.train.momentum(0.1, 0.9) });
    await expect(fit(model, x, y, { ...ARGS, like: 'keras2' })).rejects.toThrow(
      "expected SGD, Adam or Adadelta as the optimizer for `like: 'keras2'`, found Momentum",
    );
  });
});

test('rejects unknown arguments, a wrong sampleWeight, and another optimizer during training', async () => {
  const weights = tf.ones([ROWS]);
  await expect(predict(network(), x, { seed: 1 } as never)).rejects.toThrow(
    'predict: expected arguments batchSize, verbose, towers, fusion, fallback, found seed',
  );
  const dataset = tf.data.array([{ xs: x, ys: y }]);
  await expect(fitDataset(network(), dataset as never, { epochs: 1, sampleWeight: weights } as never)).rejects.toThrow(
    'found sampleWeight',
  );
  await expect(fit(network(), x, y, { ...ARGS, sampleWeight: tf.ones([3]) })).rejects.toThrow(
    'expected `sampleWeight` of 10 rows, found 3',
  );
  const input = tf.input({ shape: [FEATURES] });
  const model = compiled(tf.model({ inputs: input, outputs: chain(input, tf.layers.dense({ units: 3 })) }));
  const again = (): void => model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await expect(fit(model, x, y, { ...ARGS, callbacks: { onBatchEnd: again } })).rejects.toThrow(
    'found another optimizer',
  );
});

test('uses the `minimize` of an optimizer that overrides it', async () => {
  const optimizer = (): tf.Optimizer => {
    const sgd = tf.train.sgd(0.1);
    const { minimize } = tf.Optimizer.prototype;
    // Doubles the loss.
    sgd.minimize = (loss, cost, weights) => minimize.call(sgd, () => tf.mul(2, loss()), cost, weights);
    return sgd;
  };
  await expect(fit(network({ optimizer: optimizer() }), x, y, { ...ARGS, clipNorm: 1 })).rejects.toThrow(
    'fit: expected an optimizer whose gradients can be clipped, found SGD. Clip in the optimizer.',
  );
  // Its learning rate is a tensor made before tracing.
  await expect(fit(network({ optimizer: optimizer() }), x, y, ARGS)).rejects.toThrow('made before tracing');
  const [theirs, ours] = [network({ optimizer: optimizer() }), network({ optimizer: optimizer() })];
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await theirs.fit(x, y, ARGS);
  await fit(ours, x, y, { ...ARGS, fallback: true });
  warn.mockRestore();
  theirs.getWeights().forEach((weight, i) => expectClose(ours.getWeights()[i], weight));
});
