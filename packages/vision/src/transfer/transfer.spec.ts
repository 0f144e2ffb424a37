import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFashionMnist, resize48 } from '@reprise/data';
import { type Dataset, gather, tf, trainableOf } from '@reprise/engine';
import { adam, compileLikeKeras } from '@reprise/training';
import {
  assignFormulaWeights,
  expectGolden,
  expectGoldenPredictions,
  fingerprint,
  golden,
} from '@reprise/engine/testing';
import { featureDataset, writeFeatures } from './features';
import { loadImagenet } from './experiment';
import { transferModel } from './model';

/** Flips a bit. */
function writeAt(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] ^= 1;
  writeFileSync(file, bytes);
}

/** Rows of the golden run: batches of 150, 150 and 100. */
const ROWS = 400;

describe('transfer', () => {
  let folder: string;
  let file: string;
  let built: ReturnType<typeof transferModel>;
  let features: Dataset;
  let labels: Uint8Array;

  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    folder = mkdtempSync(join(tmpdir(), 'reprise-features-'));
    file = join(folder, 'train.f32');
    built = transferModel({ dropout: 0 });
    await loadImagenet(built.model);
    const { train } = await loadFashionMnist();
    labels = train.labels;
    await writeFeatures(built.frozen, train.images, ROWS, file);
    features = featureDataset(file, labels, ROWS);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });

  /** ImageNet's block5_conv3 and the formula's dense layers, which count from 3. */
  const start = async (): Promise<void> => {
    await loadImagenet(built.model);
    assignFormulaWeights(trainableOf(built.trained.layers).slice(2), 3);
  };

  test('has the notebook’s parameters', () => {
    const count = (variables: tf.Variable[]): number => variables.reduce((sum, { size }) => sum + size, 0);
    expect(built.model.countParams()).toBe(16_299_850);
    expect(count(trainableOf(built.model.layers))).toBe(3_944_970);
    expect(built.frozen.layers.at(-1)?.name).toBe('block5_conv2');
  });

  test('VGG16’s features of the first images are Keras’s within 1e-4', () => {
    const { x, y } = gather(features, Int32Array.of(0, 1, 2, 3));
    const found = fingerprint(x.dataSync());
    const pooled = tf.tidy(() =>
      // block5_conv3, block5_pool, global max-pooling, after the input
      built.trained.layers
        .slice(1, 4)
        .reduce((h, layer) => layer.apply(h) as tf.Tensor, x as tf.Tensor)
        .arraySync(),
    ) as number[][];
    tf.dispose([x, y]);
    const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-4 * Math.abs(b) + 1e-6);
    close(found.sum, golden.vgg16.block5_conv2.sum);
    close(found.l2, golden.vgg16.block5_conv2.l2);
    const pooledPrint = fingerprint(pooled.flat());
    close(pooledPrint.sum, golden.vgg16.pooled.sum);
    close(pooledPrint.l2, golden.vgg16.pooled.l2);
    golden.vgg16.pooled_first8.forEach((row, i) => row.forEach((value, j) => close(pooled[i][j], value)));
  });

  test('Winograd’s features are those of TensorFlow.js’s convolutions within 2e-5, of values up to 10', async () => {
    const rows = Int32Array.from({ length: 24 }, (_, i) => (i < 20 ? i : ROWS - 24 + i));
    const { train } = await loadFashionMnist();
    const images = Buffer.concat(Array.from(rows, (row) => train.images.subarray(row * 784, (row + 1) * 784)));
    const pixels = Float32Array.from(await resize48(images), (value) => value / 255);
    const { x, y } = gather(features, rows);
    const difference = tf.tidy(() => {
      const direct = built.frozen.predict(tf.tensor4d(pixels, [rows.length, 48, 48, 3])) as tf.Tensor;
      return tf.max(tf.abs(tf.sub(x as tf.Tensor, direct))).dataSync()[0];
    });
    tf.dispose([x, y]);
    expect(difference).toBeLessThan(2e-5);
  });

  test.each([{ towers: 1 }, { towers: 2 }, { fusion: false }])(
    'three steps as Keras 2 does them, %j',
    async (options) => {
      await start();
      const run = golden.models.transfer_tail;
      compileLikeKeras(built.trained, { loss: 'categorical_crossentropy', optimizer: adam() }, false);
      await expectGoldenPredictions(run, built.trained, features);
      await expectGolden(run, built.trained, features, options);
    },
  );

  test('features that were cut off go on after the last whole chunk, to the same bytes', async () => {
    const whole = readFileSync(file);
    const again = join(folder, 'again.f32');
    const { train } = await loadFashionMnist();
    copyFileSync(file, again);
    copyFileSync(`${file}.sha256`, `${again}.sha256`);
    truncateSync(again, 200 * 3 * 3 * 512 * 4 + 1000); // whole chunks and some bytes of the next
    await writeFeatures(built.frozen, train.images, ROWS, again);
    expect(readFileSync(again).equals(whole)).toBe(true);
  });

  test.each([
    ['a flipped bit', (copy: string) => writeAt(copy, 360 * 3 * 3 * 512 * 4), 350],
    ['a cut file', (copy: string) => truncateSync(copy, 399 * 3 * 3 * 512 * 4), 375],
    ['damaged digests', (copy: string) => writeAt(`${copy}.sha256`, 456), 175],
  ] as [string, (copy: string) => void, number][])(
    'of features with %s damaged chunks are computed again',
    async (_, damage, from) => {
      const again = join(folder, 'damaged.f32');
      copyFileSync(file, again);
      copyFileSync(`${file}.sha256`, `${again}.sha256`);
      damage(again);
      const said = jest.mocked(console.error).mock.calls.length;
      const { train } = await loadFashionMnist();
      await writeFeatures(built.frozen, train.images, ROWS, again);
      expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
      expect(readFileSync(`${again}.sha256`, 'utf8')).toBe(readFileSync(`${file}.sha256`, 'utf8'));
      const [first] = jest.mocked(console.error).mock.calls[said] as string[];
      expect(first).toMatch(new RegExp(`is damaged from image ${from} on; those features are computed again$`));
      rmSync(again);
    },
  );
});
