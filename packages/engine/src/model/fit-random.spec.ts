import '../tensorflow/fixes';
import { tf } from '@reprise/runtime';
import { chain, CLASSES, compiled, FEATURES, network, x, y } from '../testing/fit-against-model-fit';
import { fit } from './fit';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());
afterAll(() => tf.dispose([x, y]));

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
    // 160 rows in batches of 6, the last one smaller: 27 steps per epoch.
    const [many, targets] = [x, y].map((of) => tf.tile(of, [16, 1]));
    await fit(model, many, targets, { epochs: 8, batchSize: 6, verbose: 0, ...args });
    return model.getWeights().map((weight) => weight.dataSync<'float32'>());
  };

  test('are identical to one step per call, which a callback between steps causes', async () => {
    let steps = 0;
    const together = await train({});
    expect(await train({ callbacks: { onBatchEnd: () => void steps++ } })).toEqual(together);
    expect(steps).toBe(8 * 27);
  });

  test('are identical in a resumed training, with the same order and masks', async () => {
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

describe('randomness', () => {
  test('the order of rows depends on the seed and the epoch', async () => {
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

  test('a resumed training draws other numbers, a repeated one the same', async () => {
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

  /** The output of a layer for ones, at two training steps. */
  async function draws(layer: () => tf.layers.Layer, seed = 1): Promise<Float32Array[]> {
    const width = 4000;
    const input = tf.input({ shape: [width] });
    const seen: Float32Array[] = [];
    // The gradient of each probe weight is the layer's output.
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

  test.each(['dropout', 'dropout with a seed'])('%s: new masks at every step, by the seed', async (name) => {
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

  test('GaussianDropout: mean 1 and the right deviation', async () => {
    const [first, second] = await draws(() => tf.layers.gaussianDropout({ rate: 0.2 }));
    expect(mean(first)).toBeCloseTo(1, 1);
    // sqrt(0.2 / 0.8)
    expect(Math.sqrt(mean(first.map((value) => (value - 1) ** 2)))).toBeCloseTo(0.5, 1);
    expect(second).not.toEqual(first);
  });

  test('a custom layer may call tf.randomNormal', async () => {
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
