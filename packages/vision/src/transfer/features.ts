import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { resize48, startProgress, withLock } from '@reprise/data';
import {
  compile,
  type Dataset,
  imagesFrom,
  imageTable,
  prediction,
  type Program,
  streamed,
  tf,
  variablesOf,
} from '@reprise/engine';
import { IMAGE } from './model';

/** Floats of one image's features, 3 x 3 x 512. */
const SHAPE = [3, 3, 512];
const WIDTH = 3 * 3 * 512;

/** Images a call; 70,000 images fall into whole chunks, and a killed run goes on after its last whole chunk. */
const CHUNK = 50;

/** Parts of a chunk that run side by side. */
const TOWERS = 2;

/**
 * Runs images through the frozen layers once and keeps the result in `file`: float32 [rows, 3, 3, 512], row after row.
 * The file is complete once it has its name; until then it grows as `file.part`, which a later run takes up.
 *
 * @param images uint8 [rows, 28, 28]
 * @param file named after all that the features depend on
 * @returns the seconds that computing them took, now or earlier; undefined where it was done in pieces
 */
export async function writeFeatures(
  frozen: tf.layers.Layer[],
  images: Uint8Array,
  rows: number,
  file: string,
): Promise<number | undefined> {
  const times = `${file}.seconds`;
  await mkdir(dirname(file), { recursive: true });
  await withLock(file, async () => {
    if (existsSync(file)) return;
    const started = performance.now();
    const inOneGo = await computeFeatures(frozen, images, rows, file);
    if (inOneGo) writeFileSync(times, `${(performance.now() - started) / 1000}\n`);
  });
  return existsSync(times) ? Number(readFileSync(times, 'utf8')) : undefined;
}

/** @returns false where it went on after what an earlier run had done */
async function computeFeatures(
  frozen: tf.layers.Layer[],
  images: Uint8Array,
  rows: number,
  file: string,
): Promise<boolean> {
  const part = `${file}.part`;
  const bytes = CHUNK * WIDTH * 4;
  const whole = existsSync(part) ? Math.floor(statSync(part).size / bytes) : 0;
  const done = Math.min(whole * CHUNK, rows - (rows % CHUNK));
  const descriptor = openSync(part, 'a');
  truncateSync(part, done * WIDTH * 4);

  const predict = prediction({ layers: frozen, towers: TOWERS });
  const program: Program = ([packed]) => predict([imagesFrom(packed, [IMAGE, IMAGE, 3])]);
  const sizes = [...new Set([Math.min(CHUNK, rows), rows % CHUNK])].filter((size) => size > 0);
  const examples = sizes.map((size) => imageTable(new Uint8Array(size * IMAGE * IMAGE * 3), size));
  const programs = Object.fromEntries(examples.map((x) => [`features${x.shape[0]}`, { program, inputs: [x] }]));
  const compiled = compile<string>(variablesOf(frozen), programs);
  tf.dispose(examples);

  const progress = startProgress('transfer, frozen VGG16 layers', rows, 'images', { from: done });
  const resized = (from: number): Promise<Uint8Array> =>
    resize48(images.subarray(from * 784, Math.min(from + CHUNK, rows) * 784));
  try {
    let next = resized(done);
    for (let from = done; from < rows; from += CHUNK) {
      const count = Math.min(CHUNK, rows - from);
      const x = imageTable(await next, count);
      // sharp prepares the next chunk while TensorFlow computes this one.
      next = resized(Math.min(from + CHUNK, rows));
      const [features] = compiled.run(`features${count}`, [x]);
      writeSync(descriptor, features.dataSync<'float32'>());
      tf.dispose([x, features]);
      progress.update(from + count);
      await setImmediate();
    }
    fsyncSync(descriptor);
  } finally {
    progress.done();
    closeSync(descriptor);
    compiled.dispose();
  }
  await rename(part, file);
  return done === 0;
}

/**
 * Features on disk as a data set; a batch reads its rows. Nothing of it stays in memory.
 * @param labels int32 classes
 */
export function featureDataset(file: string, labels: Uint8Array, rows: number): Dataset {
  const descriptor = openSync(file, 'r');
  return streamed(rows, (at) => {
    const values = new Float32Array(at.length * WIDTH);
    at.forEach((row, i) => readSync(descriptor, values, i * WIDTH * 4, WIDTH * 4, row * WIDTH * 4));
    const classes = Int32Array.from(at, (row) => labels[row]);
    return { x: tf.tensor(values, [at.length, ...SHAPE], 'float32'), y: tf.tensor1d(classes, 'int32') };
  });
}
