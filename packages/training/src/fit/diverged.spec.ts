import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, createTrainer, type Dataset, initialize, resident, type Trainer } from '@reprise/engine';
import { tf } from '@reprise/runtime';
import { type Compilation, compileLikeKeras, sgd } from '../compile-like-keras';
import { readCheckpoint } from './checkpoint';
import { fit } from './testing/fit';

const ROWS = 12;
const BATCH = 4;

const inputs = (): Float32Array => Float32Array.from(createRandom(5).uniform(ROWS * 3, -1, 1));
const classes = (): number[] => Array.from({ length: ROWS }, (_, row) => row % 2);

/** Rows of three numbers to one number. */
const binary = (x: Float32Array, y: number[]): Dataset =>
  resident(
    ROWS,
    () => [tf.tensor2d(x, [ROWS, 3]), tf.tensor2d(y, [ROWS, 1])],
    (a, b) => ({ x: a, y: b }),
  );

/** Rows of three numbers to a class. */
const multiclass = (y: number[]): Dataset =>
  resident(
    ROWS,
    () => [tf.tensor2d(inputs(), [ROWS, 3]), tf.tensor1d(y, 'int32')],
    (a, b) => ({ x: a, y: b }),
  );

function build(
  train: Dataset,
  {
    loss = 'binary_crossentropy' as Compilation['loss'],
    optimizer = sgd(),
    units = 1,
    others = [] as Dataset[],
    stepsPerCall = 2,
  } = {},
): Trainer {
  const activation = loss === 'binary_crossentropy' ? 'sigmoid' : 'softmax';
  const model = tf.sequential({
    name: 'small',
    layers: [tf.layers.dense({ name: 'only', units, activation, inputShape: [3] })],
  });
  initialize(model.layers, createRandom(1));
  compileLikeKeras(model, { loss, optimizer }, true);
  return createTrainer({ model, towers: 2, seed: 2, batchSize: BATCH, stepsPerCall, train, others });
}

const rows = Int32Array.from({ length: ROWS }, (_, i) => i);
const poison = (trainer: Trainer, at: number, value: number): void => {
  const [first] = [trainer.variables[at]];
  const values = first.dataSync<'float32'>().slice();
  values[values.length - 1] = value;
  tf.tidy(() => first.assign(tf.tensor(values, first.shape)));
};

describe('numbers that are not finite', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-diverged-'));
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });
  const good = binary(inputs(), classes());

  test.each([NaN, Infinity, -Infinity])('%d in a row stops the step, and the step’s rows are named', async (value) => {
    const x = inputs();
    x[5 * 3] = value;
    const trainer = build(binary(x, classes()), { stepsPerCall: 3 });
    await expect(trainer.train(rows)).rejects.toThrow(
      /step 2 of a call: expected finite numbers, found a loss of (NaN|-?Infinity)\. .*rows 4, 5, 6, 7 of the training set/,
    );
    trainer.dispose();
  });

  test.each([
    [0, 'only/kernel'],
    [1, 'only/bias'],
  ])('one value of weight %i is named', async (at, name) => {
    const trainer = build(good);
    poison(trainer, at, NaN);
    await expect(trainer.train(rows.subarray(0, 4))).rejects.toThrow(
      new RegExp(
        `found a non-finite value of ${name}(_\\d+)?, from the step before. Lower the learning rate in the experiment’s source.$`,
      ),
    );
    trainer.dispose();
  });

  test('a gradient, where the loss is finite', async () => {
    // |z| to the power of one half: at 0 it is finite and its gradient is not.
    const model = tf.sequential({ layers: [tf.layers.dense({ name: 'only', units: 1, inputShape: [3] })] });
    const loss = (_: tf.Tensor, z: tf.Tensor): tf.Scalar => tf.mean(tf.sqrt(tf.abs(z)));
    model.compile({ optimizer: tf.train.sgd(0.01), loss });
    const train = binary(new Float32Array(ROWS * 3), classes());
    const trainer = createTrainer({ model, towers: 1, seed: 2, batchSize: BATCH, stepsPerCall: 2, train, others: [] });
    await expect(trainer.train(rows.subarray(0, 4))).rejects.toThrow(
      /found a non-finite gradient of only\/kernel(_\d+)?\. .* look at rows 0, 1, 2, 3 of/,
    );
    trainer.dispose();
  });

  test('weights that overflow in the last step of an epoch are not kept', async () => {
    const trainer = build(good, { optimizer: sgd({ learningRate: 3e38 }), stepsPerCall: 1 });
    const checkpoint = join(folder, 'overflow.bin');
    const one = { ...good, rows: BATCH };
    const options = { label: 'test', epochs: 1, train: one, validation: one, random: createRandom(3), checkpoint };
    const x = inputs().map((value) => value * 100);
    const large = build(binary(x, classes()), { optimizer: sgd({ learningRate: 3e38 }), stepsPerCall: 1 });
    await expect(fit(large, options)).rejects.toThrow(
      /^test, epoch 1, its end: expected finite numbers, found a non-finite value of only\/(kernel|bias)\S*\. /,
    );
    expect(await readCheckpoint(checkpoint)).toBeUndefined();
    trainer.dispose();
    large.dispose();
  });

  test('fit names epoch, step and the last good checkpoint, and goes on from it', async () => {
    const checkpoint = join(folder, 'kept.bin');
    const options = { label: 'test', train: good, validation: good, random: createRandom(3), checkpoint };
    const trainer = build(good);
    let calls = 0;
    let last: Promise<unknown> = Promise.resolve();
    // The third epoch's first call is good, and a weight is lost before its second.
    const failing: Trainer = {
      ...trainer,
      train(some) {
        const isBad = ++calls === 6;
        const call = last.then(() => {
          if (isBad) poison(trainer, 0, Infinity);
          return trainer.train(some);
        });
        last = call;
        return call;
      },
    };
    await expect(fit(failing, { ...options, epochs: 5 })).rejects.toThrow(
      /^test, epoch 3, step 3: expected finite numbers, found a non-finite value of only\/kernel\S* .* The last good checkpoint is of epoch 2: .*kept\.bin\.$/,
    );
    expect((await readCheckpoint(checkpoint))?.epoch).toBe(2);
    const whole = build(good);
    const expected = await fit(whole, { ...options, epochs: 5, checkpoint: undefined });
    const again = build(good);
    expect((await fit(again, { ...options, epochs: 5 })).history).toEqual(expected.history);
    [trainer, whole, again].forEach((each) => each.dispose());
  });

  test('in the first epoch there is no checkpoint to name', async () => {
    const trainer = build(good);
    poison(trainer, 1, NaN);
    await expect(
      fit(trainer, { label: 'test', epochs: 1, train: good, validation: good, random: createRandom(3) }),
    ).rejects.toThrow(/^test, epoch 1, step 1: .* No checkpoint was written\.$/);
    trainer.dispose();
  });

  test('a validation loss', async () => {
    const x = inputs();
    x[0] = NaN;
    const validation = binary(x, classes());
    const trainer = build(good, { others: [validation] });
    await expect(
      fit(trainer, { label: 'test', epochs: 1, train: good, validation, random: createRandom(3) }),
    ).rejects.toThrow('test, epoch 1, validation: expected finite numbers, found a val_loss of NaN');
    trainer.dispose();
  });
});

describe('rows that are refused', () => {
  const withLabel = (row: number, label: number): number[] => classes().with(row, label);

  const classed = { units: 3, loss: 'categorical_crossentropy' } as const;

  test.each([-1, 3, 2 ** 31 - 1, -(2 ** 31)])('class %d of three, before anything is trained', (label) => {
    const message = `data set, row 9: expected a class from 0 to 2, found ${label}. Correct the label, or remove the row.`;
    expect(() => build(multiclass(withLabel(9, label)), classed)).toThrow(message);
  });

  test.each([-0.5, 1.5, NaN, Infinity])('label %d of a binary loss', (label) => {
    const message = `data set, row 2: expected a label from 0 to 1, found ${label}.`;
    expect(() => build(binary(inputs(), withLabel(2, label)))).toThrow(message);
  });

  test('a label of the validation set', () => {
    const [train, validation] = [multiclass(classes()), multiclass(withLabel(11, 5))];
    expect(() => build(train, { ...classed, others: [validation] })).toThrow(
      'data set, row 11: expected a class from 0 to 2, found 5.',
    );
  });

  test('inputs of another size than the model takes', () => {
    const wide = resident(
      2,
      () => [tf.zeros([2, 4]), tf.zeros([2, 1])],
      (x, y) => ({ x, y }),
    );
    expect(() => build(wide)).toThrow('data set, row 0: expected inputs of shape [3], as small takes them, found [4].');
    const flat = resident(
      2,
      () => [tf.zeros([2, 3]), tf.zeros([2])],
      (x, y) => ({ x, y }),
    );
    expect(() => build(flat)).toThrow(
      'data set, row 0: expected targets of shape [1], as binaryCrossentropy takes them, found [].',
    );
  });

  test('tables of different lengths, and no rows at all', () => {
    const uneven = resident(
      2,
      () => [tf.zeros([2, 3]), tf.zeros([1, 1])],
      (x, y) => ({ x, y }),
    );
    expect(() => build(uneven)).toThrow('data set, table 1: expected 2 rows, found [1,1].');
    const none = { ...binary(inputs(), classes()), rows: 0 };
    expect(() => build(none)).toThrow('data set: expected at least one row, found none.');
  });
});

test('a weight that the loss does not depend on is refused by its name', () => {
  const input = tf.input({ shape: [3] });
  const [used, unused] = ['used', 'unused'].map((name) => tf.layers.dense({ name, units: 1, activation: 'sigmoid' }));
  class First extends tf.layers.Layer {
    static readonly className = 'First';
    override computeOutputShape([first]: tf.Shape[]): tf.Shape {
      return first;
    }
    override call([first]: tf.Tensor[]): tf.Tensor {
      return tf.clone(first);
    }
  }
  const both = [used, unused].map((layer) => layer.apply(input) as tf.SymbolicTensor);
  const model = tf.model({ inputs: input, outputs: new First({}).apply(both) as tf.SymbolicTensor });
  compileLikeKeras(model, { loss: 'binary_crossentropy', optimizer: sgd() }, true);
  const train = binary(inputs(), classes());
  expect(() =>
    createTrainer({ model, towers: 1, seed: 1, batchSize: BATCH, stepsPerCall: 1, train, others: [] }),
  ).toThrow(/^unused\/kernel: expected a weight that the loss depends on, found one without a gradient\. Freeze it/);
});
