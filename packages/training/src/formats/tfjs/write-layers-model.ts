import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { kerasModelConfig } from '../keras/model-config';
import { kerasWeights, valuesOfWeight } from '../keras/weights';

/** The shard size of tensorflowjs_converter, which browsers cache. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** Weights one after the other: float32, little-endian (as every machine that TensorFlow runs on), C order. */
function concatenate(model: tf.LayersModel): {
  bytes: Buffer;
  specs: { name: string; shape: number[]; dtype: 'float32' }[];
} {
  const weights = kerasWeights(model).flatMap((layer) => layer.weights);
  const parts = weights.map((weight) => {
    const { buffer, byteOffset, byteLength } = valuesOfWeight(weight);
    return Buffer.from(buffer, byteOffset, byteLength);
  });
  // TensorFlow.js's variables have no output number.
  const specs = weights.map(({ name, shape }) => ({ name: name.replace(/:0$/, ''), shape, dtype: 'float32' as const }));
  return { bytes: Buffer.concat(parts), specs };
}

async function writeFiles(model: tf.LayersModel, folder: string): Promise<void> {
  const { bytes, specs } = concatenate(model);
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
  for (const [i, path] of paths.entries())
    await writeFile(join(folder, path), bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES));
  const json = {
    format: 'layers-model',
    generatedBy: 'Reprise',
    convertedBy: null,
    modelTopology: {
      keras_version: '2.2.4',
      backend: 'tensorflow',
      model_config: kerasModelConfig(model, 'tensorflow.js'),
    },
    weightsManifest: [{ paths, weights: specs }],
  };
  await writeFile(join(folder, 'model.json'), JSON.stringify(json));
}

/**
 * Writes a model as a TensorFlow.js LayersModel that a browser loads: `model.json` and `group1-shard1of1.bin`. Names and
 * topology are Keras's, as tensorflowjs_converter writes them, so equal models give identical bytes; the names that
 * `model.save` writes depend on what else the process has built.
 * @param model a chain of layers whose classes layer-config.ts lists
 * @param folder replaced as a whole
 * @throws Problem when the folder cannot be written
 */
export async function writeLayersModel(model: tf.LayersModel, folder: string): Promise<void> {
  const part = `${folder}.part`;
  try {
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    await writeFiles(model, part);
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (cause) {
    // If rm fails as well, the first error says more.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!code) throw cause;
    throw new Problem(
      {
        where: folder,
        expected: 'a folder to write the model to',
        found: message,
        todo: 'Check its permissions and the disk space, and run the task again.',
      },
      { cause },
    );
  }
}
