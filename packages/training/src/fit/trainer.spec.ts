import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createRandom,
  createTrainer,
  type Dataset,
  Diverged,
  gather,
  initialize,
  resident,
  slice,
  type StepMetrics,
  type Trainer,
} from '@reprise/engine';
import { tf } from '@reprise/runtime';
import { adam, compileLikeKeras } from '../compile-like-keras';
import { readCheckpoint } from './checkpoint';
import { fit } from './testing/fit';

// 23 rows in batches of 8: the last has 7. Whether a row's sum is positive can be learned.
const ROWS = 23;
const features = createRandom(5).uniform(ROWS * 4, -1, 1);
const label = (row: number): number => (features.subarray(row * 4, row * 4 + 4).reduce((a, b) => a + b, 0) > 0 ? 1 : 0);
const data = resident(
  ROWS,
  () => [
    tf.tensor2d(Float32Array.from(features), [ROWS, 4]),
    tf.tensor2d(
      Float32Array.from({ length: ROWS }, (_, row) => label(row)),
      [ROWS, 1],
    ),
  ],
  (x, y) => ({ x, y }),
);

const dense = (): tf.layers.Layer[] => [
  tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [4] }),
  tf.layers.dropout({ rate: 0.2 }),
];
const recurrent = (): tf.layers.Layer[] => [
  tf.layers.reshape({ targetShape: [4, 1], inputShape: [4] }),
  tf.layers.conv1d({ filters: 6, kernelSize: 3, padding: 'same' }),
  tf.layers.elu(),
  tf.layers.maxPooling1d({ poolSize: 2 }),
  tf.layers.dropout({ rate: 0.2 }),
  tf.layers.lstm({ units: 5, recurrentActivation: 'hardSigmoid' }),
];

function build(stepsPerCall = 2, layers = dense): { trainer: Trainer; model: tf.LayersModel } {
  const kernelRegularizer = tf.regularizers.l2({ l2: 0.01 });
  const model = tf.sequential({
    layers: [...layers(), tf.layers.dense({ units: 1, activation: 'sigmoid', kernelRegularizer })],
  });
  initialize(model.layers, createRandom(1));
  compileLikeKeras(model, { loss: 'binary_crossentropy', optimizer: adam({ learningRate: 0.01 }) }, true);
  const trainer = createTrainer({
    model,
    towers: 2,
    seed: 2,
    batchSize: 8,
    stepsPerCall,
    train: data,
    others: [],
  });
  return { model, trainer };
}

const options = (epochs: number, checkpoint?: string) => ({
  label: 'test',
  epochs,
  train: data,
  validation: data,
  random: createRandom(3),
  patience: 100,
  ...(checkpoint && { checkpoint }),
});

const values = (trainer: Trainer): number[][] =>
  trainer.variables.map((variable) => Array.from(variable.dataSync<'float32'>()));

describe('training', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-trainer-'));
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });

  test('means over an epoch weight the last, smaller batch by its rows', async () => {
    const { trainer } = build();
    const steps: StepMetrics[] = [];
    const recording: Trainer = {
      ...trainer,
      train: async (rows) => {
        const figures = await trainer.train(rows);
        steps.push(...figures);
        return figures;
      },
    };
    const { history } = await fit(recording, options(1));
    expect(steps.map(({ rows }) => rows)).toEqual([8, 8, 7]);
    const mean = (of: (step: StepMetrics) => number): number =>
      steps.reduce((sum, s) => sum + of(s) * s.rows, 0) / ROWS;
    expect(history.loss[0]).toBeCloseTo(
      mean((s) => s.loss + s.regularization),
      12,
    );
    expect(history.loss_without_regularizer[0]).toBeCloseTo(
      mean((s) => s.loss),
      12,
    );
    expect(history.acc?.[0]).toBe(steps.reduce((sum, s) => sum + s.correct, 0) / ROWS);
    trainer.dispose();
  });

  test('timers get their turn during an epoch', async () => {
    const { trainer } = build();
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await fit(trainer, options(20));
    clearInterval(timer);
    // Three calls an epoch, and one of the validation.
    expect(turns).toBeGreaterThan(20);
    trainer.dispose();
  });

  test('learns, and val_loss is what Keras says: the regularizer is in it', async () => {
    const { trainer, model } = build();
    const { history } = await fit(trainer, options(150));
    expect(history.val_loss[149]).toBeLessThan(history.val_loss[0] / 2);
    const { x, y } = gather(
      data,
      Int32Array.from({ length: ROWS }, (_, i) => i),
    );
    const p = (model.predict(x) as tf.Tensor).dataSync<'float32'>();
    const targets = y.dataSync<'float32'>();
    const crossEntropy = p.reduce((sum, q, i) => sum - Math.log(targets[i] ? q : 1 - q), 0) / ROWS;
    const l2 =
      0.01 *
      model
        .getWeights()[2]
        .dataSync<'float32'>()
        .reduce((sum, w) => sum + w * w, 0);
    expect(history.val_loss_without_regularizer[149]).toBeCloseTo(crossEntropy, 5);
    expect(history.val_loss[149]).toBeCloseTo(crossEntropy + l2, 5);
    expect(history.val_acc?.[149]).toBe(p.filter((q, i) => q > 0.5 === (targets[i] === 1)).length / ROWS);
    expect(Array.from(await trainer.predict(data))).toEqual(Array.from(p).map((q) => expect.closeTo(q, 6)));
    trainer.dispose();
  });

  test('two runs give the same bits', async () => {
    const run = async (): Promise<unknown> => {
      const { trainer } = build();
      const { history } = await fit(trainer, options(4));
      return { history, values: values(trainer) };
    };
    expect(await run()).toEqual(await run());
  });

  test.each([
    ['dense layers', dense],
    ['a convolution and an LSTM', recurrent],
  ])('how many steps a call runs changes no bit: %s', async (_, layers) => {
    const run = async (stepsPerCall: number): Promise<unknown> => {
      const { trainer } = build(stepsPerCall, layers);
      const { history } = await fit(trainer, options(3));
      return { history, values: values(trainer) };
    };
    expect(await run(2)).toEqual(await run(1));
  });

  test('going on from a checkpoint gives the same bits as never having stopped', async () => {
    const whole = build();
    const expected = await fit(whole.trainer, options(5));
    const file = join(folder, 'checkpoint.bin');
    const first = build();
    await fit(first.trainer, options(2, file));
    const second = build();
    const resumed = await fit(second.trainer, options(5, file));
    expect(resumed.resumed).toBe(true);
    expect(resumed.history).toEqual(expected.history);
    expect(resumed.best?.epoch).toBe(expected.best?.epoch);
    expect(values(second.trainer)).toEqual(values(whole.trainer));
  });

  test('a training that begins with another one’s last checkpoint gives the same bits as from scratch', async () => {
    const whole = build();
    const expected = await fit(whole.trainer, options(5));
    const beginning = join(folder, 'beginning.bin');
    const path = join(folder, 'longer.bin');
    await fit(build().trainer, options(2, beginning));
    const bytes = readFileSync(beginning);
    const longer = build();
    const continued = await fit(longer.trainer, { ...options(5, path), beginning });
    expect(continued.history).toEqual(expected.history);
    expect(continued.best?.epoch).toBe(expected.best?.epoch);
    expect(values(longer.trainer)).toEqual(values(whole.trainer));
    expect(readFileSync(beginning).equals(bytes)).toBe(true);
    // Its own checkpoint comes first.
    expect((await fit(build().trainer, { ...options(5, path), beginning })).seconds).toEqual(continued.seconds);
  });

  test('a damaged checkpoint is ignored', async () => {
    const path = join(folder, 'damaged.bin');
    const { trainer } = build();
    await fit(trainer, options(1, path));
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    expect(await readCheckpoint(path)).toBeUndefined();
  });

  test('an empty checkpoint is ignored', async () => {
    const path = join(folder, 'empty.bin');
    writeFileSync(path, '');
    expect(await readCheckpoint(path)).toBeUndefined();
  });

  test('where a loss that is not finite is a finding, training ends with the last whole epoch’s weights', async () => {
    const whole = build();
    const expected = await fit(whole.trainer, options(2));
    const { trainer } = build();
    let seen = 0;
    const diverging: Trainer = {
      ...trainer,
      async train(rows) {
        seen += rows.length;
        if (seen <= 2 * ROWS + 8) return trainer.train(rows);
        throw new Diverged('a loss of NaN', 0, { where: 'step 1' });
      },
    };
    await expect(fit({ ...diverging, train: () => diverging.train(new Int32Array(99)) }, options(1))).rejects.toThrow(
      Diverged,
    );
    seen = 0;
    const ended = await fit(diverging, { ...options(5), mayDiverge: true });
    expect(ended).toMatchObject({ diverged: true, stoppedEarly: false });
    expect(ended.history).toEqual(expected.history);
    expect(values(trainer)).toEqual(values(whole.trainer));
  });

  test('a slice may begin later', () => {
    const { x } = gather(slice(data, 5, 20), Int32Array.of(0, 2));
    expect(Array.from(x.dataSync())).toEqual(
      Array.from(Float32Array.from(features).subarray(80, 84)).concat(
        Array.from(Float32Array.from(features).subarray(88, 92)),
      ),
    );
    expect(slice(data, 5, 20).rows).toBe(3);
  });
});

describe('data that a trainer cannot train on is refused', () => {
  const l = tf.layers;
  test('and keeps nothing then', () => {
    const layers = [l.dense({ units: 1, activation: 'sigmoid', inputShape: [4] })];
    const model = tf.sequential({ layers });
    compileLikeKeras(model, { loss: 'binary_crossentropy', optimizer: adam() }, true);
    const trainerOf = (train: Dataset): Trainer =>
      createTrainer({ model, towers: 1, seed: 1, batchSize: 8, stepsPerCall: 1, train, others: [] });
    trainerOf(data).dispose();
    const tensors = tf.memory().numTensors;
    const unequal = resident(
      ROWS,
      () => [tf.zeros([ROWS, 4]), tf.zeros([ROWS, 1]), tf.zeros([3])],
      (x, y) => ({ x, y }),
    );
    expect(() => trainerOf(unequal)).toThrow('expected 23 rows, found [3]');
    const reading = resident(
      ROWS,
      () => data.tables(),
      (x, y) => ({ x: x.dataSync().length ? x : y, y }),
    );
    expect(() => trainerOf(reading)).toThrow('a value read back');
    const whole = resident(
      ROWS,
      () => [tf.zeros([ROWS, 4], 'int32'), tf.zeros([ROWS, 1])],
      (x, y) => ({ x, y }),
    );
    expect(() => trainerOf(whole)).toThrow('expected inputs of type float32');
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

test('a data set may be an instance of a class, and its tables may be the caller’s own tensors', async () => {
  const [x, y] = data.tables();
  const own = resident(
    ROWS,
    () => [x, y],
    (a, b) => ({ x: a, y: b }),
  );
  class Rows implements Dataset {
    readonly rows = ROWS;
    readonly #of = own;
    tables(): tf.Tensor[] {
      return this.#of.tables();
    }
    feed(rows: Int32Array): tf.Tensor[] {
      return this.#of.feed(rows);
    }
    batch(tables: tf.Tensor[], fed: tf.Tensor[]): ReturnType<Dataset['batch']> {
      return this.#of.batch(tables, fed);
    }
  }
  const layers = [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [4] })];
  const train = slice(new Rows(), 16);
  const model = tf.sequential({ layers });
  compileLikeKeras(model, { loss: 'binary_crossentropy', optimizer: adam() }, true);
  const trainer = createTrainer({ model, towers: 1, seed: 1, batchSize: 4, stepsPerCall: 4, train, others: [] });
  expect(await trainer.train(Int32Array.from({ length: 16 }, (_, i) => i))).toHaveLength(4);
  expect([x, y].map((tensor) => tensor.isDisposed)).toEqual([false, false]);
  tf.dispose([x, y]);
  trainer.dispose();
});
