import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { digest, Problem, startProgress, withLock } from '@reprise/base';
import { resize48 } from '@reprise/data';
import {
  batchSizes,
  compile,
  forward,
  type Dataset,
  imagesFrom,
  imageTable,
  type Program,
  streamed,
  tf,
  variablesOf,
} from '@reprise/engine';
import { IMAGE } from './model';

/** Of one image's features. */
const SHAPE = [3, 3, 512];
/** Floats of one image's features. */
const WIDTH = 3 * 3 * 512;

/** Images a call; 70,000 images fall into whole chunks, and a killed run goes on after its last whole chunk. */
const CHUNK = 50;

/** Parts of a chunk that run side by side. */
const TOWERS = 2;

/** Bytes of a chunk, of which the last may have fewer images. */
const chunkBytes = (chunk: number, rows: number): number => Math.min(CHUNK, rows - chunk * CHUNK) * WIDTH * 4;

/**
 * How many chunks of a file, from its start, are those whose sha256 stand in `digests`, a line each. Of the 1.3 GB of all
 * images that takes a second or two.
 */
async function soundChunks(file: string, digests: string, rows: number): Promise<number> {
  if (!existsSync(file) || !existsSync(digests)) return 0;
  const expected = readFileSync(digests, 'utf8').split('\n');
  const chunks = Math.ceil(rows / CHUNK);
  const bytes = Buffer.alloc(CHUNK * WIDTH * 4);
  const descriptor = openSync(file, 'r');
  try {
    for (let chunk = 0; chunk < chunks; chunk++) {
      const length = chunkBytes(chunk, rows);
      if (readSync(descriptor, bytes, 0, length, null) < length) return chunk;
      if (digest(bytes.subarray(0, length)) !== expected[chunk]) return chunk;
      await setImmediate(); // the lock gets its turn
    }
    return chunks;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Runs images through the frozen layers once and keeps the result in `file`: float32 [rows, 3, 3, 512], row after row.
 * The file is complete once it has its name; until then it grows as `file.part`, which a later run takes up. The sha256 of
 * each chunk stands in `file.sha256`: one that is not what it was is computed anew, with all that follow.
 *
 * @param images uint8 [rows, 28, 28]
 * @param file named after all that the features depend on
 * @returns the seconds that computing them took, now or earlier; undefined where it was done in pieces
 */
export async function writeFeatures(
  frozen: tf.LayersModel,
  images: Uint8Array,
  rows: number,
  file: string,
): Promise<number | undefined> {
  const times = `${file}.seconds`;
  await mkdir(dirname(file), { recursive: true });
  await withLock(file, async () => {
    const digests = `${file}.sha256`;
    const whole = existsSync(file);
    const sound = await soundChunks(whole ? file : `${file}.part`, digests, rows);
    if (whole && sound * CHUNK >= rows) return;
    if (whole) {
      console.error(`${file} is not what was kept from image ${sound * CHUNK} on; that is computed anew`);
      renameSync(file, `${file}.part`);
    }
    const started = performance.now();
    const inOneGo = await computeFeatures(frozen, images, rows, file, sound);
    if (inOneGo) writeFileSync(times, `${(performance.now() - started) / 1000}\n`);
  });
  return existsSync(times) ? Number(readFileSync(times, 'utf8')) : undefined;
}

/** @param sound chunks of an earlier run that stay @returns false where it went on after what an earlier run had done */
async function computeFeatures(
  frozen: tf.LayersModel,
  images: Uint8Array,
  rows: number,
  file: string,
  sound: number,
): Promise<boolean> {
  const [part, digests] = [`${file}.part`, `${file}.sha256`];
  const done = Math.min(sound * CHUNK, rows);
  const descriptor = openSync(part, 'a');
  truncateSync(part, done * WIDTH * 4);
  const kept = sound === 0 ? [] : readFileSync(digests, 'utf8').split('\n').slice(0, sound);
  writeFileSync(digests, kept.map((line) => `${line}\n`).join(''));

  const predict = forward(frozen, TOWERS);
  const program: Program = ([packed]) => predict([imagesFrom(packed, [IMAGE, IMAGE, 3])]);
  const examples = batchSizes(rows, CHUNK).map((size) => imageTable(new Uint8Array(size * IMAGE * IMAGE * 3), size));
  /** A function for each chunk size. */
  const programs = Object.fromEntries(examples.map((x) => [x.shape[0], { program, inputs: [x] }]));
  const compiled = compile<string>(variablesOf(frozen.layers), programs);
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
      const [features] = await compiled.functions[count].async([x]);
      const values = features.dataSync<'float32'>();
      writeFileSync(descriptor, values);
      appendFileSync(digests, `${digest(values)}\n`);
      tf.dispose([x, features]);
      progress.update(from + count);
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
 * @param file what {@link writeFeatures} wrote; it stays open for as long as the process lives
 * @param labels classes, one a row
 */
export function featureDataset(file: string, labels: Uint8Array, rows: number): Dataset {
  const descriptor = openSync(file, 'r');
  return streamed(rows, (at) => {
    const values = new Float32Array(at.length * WIDTH);
    at.forEach((row, i) => {
      if (readSync(descriptor, values, i * WIDTH * 4, WIDTH * 4, row * WIDTH * 4) === WIDTH * 4) return;
      const todo = 'Run the same command again.';
      throw new Problem({ where: file, expected: `features of image ${row}`, found: 'the end of the file', todo });
    });
    const classes = Int32Array.from(at, (row) => labels[row]);
    return { x: tf.tensor(values, [at.length, ...SHAPE], 'float32'), y: tf.tensor1d(classes, 'int32') };
  });
}
