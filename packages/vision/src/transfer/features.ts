import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { digest, Problem, startProgress, withLock } from '@reprise/base';
import { resize48 } from '@reprise/data';
import {
  batchSizes,
  compile,
  type Dataset,
  forward,
  imagesFrom,
  imageTable,
  streamed,
  tf,
  variablesOf,
} from '@reprise/engine';
import { backend } from '@reprise/runtime';
import { IMAGE } from './model';
import { frozenByWinograd } from './winograd';

/** Shape of one image's features. */
const SHAPE = [3, 3, 512];
/** Floats of one image's features. */
const WIDTH = 3 * 3 * 512;

/** Images per call, which take 1.4 GB. It divides 70,000; a killed run continues after its last complete chunk. */
const CHUNK = 25;

/**
 * Runs images through the frozen layers once and appends the outputs to `file`: float32 [rows, 3, 3, 512] in C order.
 * `file.sha256` has the digest of each chunk, one a line: from the first missing or damaged chunk on, they are computed again.
 *
 * @param images uint8 [rows, 28, 28]
 * @param file its name identifies everything that the features depend on
 * @returns the seconds that the computation took, now or earlier; undefined if it was interrupted
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
    const digests = existsSync(`${file}.sha256`) ? readFileSync(`${file}.sha256`, 'utf8').split('\n').slice(0, -1) : [];
    const sound = await soundChunks(file, digests, rows);
    if (sound * CHUNK >= rows) return;
    if (sound < digests.length)
      console.error(`${file} is damaged from image ${sound * CHUNK} on; those features are computed again`);
    const started = performance.now();
    await computeFeatures(frozen, images, rows, file, digests.slice(0, sound));
    if (sound === 0) writeFileSync(times, `${(performance.now() - started) / 1000}\n`);
  });
  return existsSync(times) ? Number(readFileSync(times, 'utf8')) : undefined;
}

/** The number of chunks, from the start of a file, with these digests. One to two seconds for the 1.3 GB of all images. */
async function soundChunks(file: string, digests: string[], rows: number): Promise<number> {
  const bytes = Buffer.alloc(CHUNK * WIDTH * 4);
  const descriptor = openSync(file, 'a+');
  try {
    for (const [chunk, expected] of digests.entries()) {
      const length = Math.min(CHUNK, rows - chunk * CHUNK) * WIDTH * 4; // the last may have fewer images
      if (readSync(descriptor, bytes, 0, length, chunk * bytes.length) < length) return chunk;
      if (digest(bytes.subarray(0, length)) !== expected) return chunk;
      await setImmediate(); // lets the lock be refreshed
    }
    return digests.length;
  } finally {
    closeSync(descriptor);
  }
}

/** The frozen layers as they are. */
function frozenByConvolution(frozen: tf.LayersModel): ReturnType<typeof frozenByWinograd> {
  const predict = forward(frozen);
  return { program: ([packed]) => predict([imagesFrom(packed, [IMAGE, IMAGE, 3])]), constants: [] };
}

/** @param kept digests of the chunks that stay */
async function computeFeatures(
  frozen: tf.LayersModel,
  images: Uint8Array,
  rows: number,
  file: string,
  kept: string[],
): Promise<void> {
  const done = kept.length * CHUNK;
  truncateSync(file, done * WIDTH * 4);
  writeFileSync(`${file}.sha256`, kept.map((line) => `${line}\n`).join(''));

  // On a GPU a convolution is the faster one.
  const direct = backend().isUsingGpuDevice;
  const { program, constants } = direct ? frozenByConvolution(frozen) : frozenByWinograd(frozen.layers.slice(1));
  const examples = batchSizes(rows, CHUNK).map((size) => imageTable(new Uint8Array(size * IMAGE * IMAGE * 3), size));
  /** A function for each chunk size. */
  const programs = Object.fromEntries(examples.map((x) => [x.shape[0], { program, inputs: [x] }]));
  const compiled = compile<string>(direct ? variablesOf(frozen.layers) : [], programs, constants);
  tf.dispose([...examples, ...constants]);

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
      appendFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      appendFileSync(`${file}.sha256`, `${digest(values)}\n`);
      tf.dispose([x, features]);
      progress.update(from + count);
    }
  } finally {
    progress.done();
    compiled.dispose();
  }
}

/**
 * Features on disk as a dataset; each batch reads its rows.
 * @param file written by {@link writeFeatures}; it stays open until the process ends
 * @param labels classes, one per row
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
