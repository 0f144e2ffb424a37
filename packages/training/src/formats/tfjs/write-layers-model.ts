import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { tf } from '@reprise/runtime';
import { kerasModelConfig } from '../keras/model-config';
import { kerasWeights, valuesOfWeight } from '../keras/weights';

/** The shard size of tensorflowjs_converter, which browsers cache. */
const SHARD_BYTES = 4 * 1024 * 1024;

/**
 * Writes a model as a TensorFlow.js LayersModel that a browser loads: `model.json` and `group1-shard1of1.bin`. Names and
 * topology are Keras's, as tensorflowjs_converter writes them, so equal models give identical bytes; the names that
 * `model.save` writes depend on what else the process has built.
 * @param model a chain of layers whose classes layer-config.ts lists
 * @param folder created if it does not exist
 */
export async function writeLayersModel(model: tf.LayersModel, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const weights = kerasWeights(model).flatMap((layer) => layer.weights);
  // Float32, little-endian as every machine that TensorFlow runs on.
  const bytes = Buffer.concat(
    weights.map((weight) => {
      const { buffer, byteOffset, byteLength } = valuesOfWeight(weight);
      return Buffer.from(buffer, byteOffset, byteLength);
    }),
  );
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
  for (const [i, path] of paths.entries())
    await writeFile(join(folder, path), bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES));
  // TensorFlow.js's variables have no output number.
  const specs = weights.map(({ name, shape }) => ({ name: name.replace(/:0$/, ''), shape, dtype: 'float32' }));
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
