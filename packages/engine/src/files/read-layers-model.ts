import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@reprise/data';
import { z } from 'zod';
import { tf } from '../tensorflow/tf';

const ModelJson = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({
      // Names only: a path that leads out of the folder is no model of ours.
      paths: z.array(z.string().regex(/^[\w.-]+$/)),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int().nonnegative()), dtype: z.literal('float32') }),
      ),
    }),
  ),
});

async function readArtifacts(folder: string) {
  const { modelTopology, weightsManifest } = ModelJson.parse(
    JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')),
  );
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const shards: Buffer[] = [];
  for (const path of weightsManifest.flatMap((group) => group.paths)) shards.push(await readFile(join(folder, path)));
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const bytes = 4 * weightSpecs.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0);
  if (weightData.byteLength !== bytes)
    throw new Error(`${weightData.byteLength} bytes of weights where ${bytes} belong`);
  return { format: 'layers-model', modelTopology, weightSpecs, weightData };
}

function describe(cause: unknown): string {
  if (cause instanceof z.ZodError) return `model.json: ${z.prettifyError(cause).replaceAll('\n', ' ')}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Reads what {@link writeLayersModel} wrote, or any LayersModel of float32 weights, with TensorFlow.js's own layers.
 * @throws Problem when a file is missing, cut off or not what it should be
 */
export async function readLayersModel(folder: string): Promise<tf.LayersModel> {
  try {
    return await tf.loadLayersModel(tf.io.fromMemory(await readArtifacts(folder)));
  } catch (cause) {
    throw new Problem(
      {
        where: folder,
        expected: 'a TensorFlow.js LayersModel: model.json and the files of weights that it names',
        found: describe(cause),
        todo: 'Delete the folder and run the task that writes it again.',
      },
      { cause },
    );
  }
}
