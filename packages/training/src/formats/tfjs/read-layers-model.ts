import { join } from 'node:path';
import { Problem, readBounded } from '@reprise/base';
import { z } from 'zod';
import { tf } from '@reprise/runtime';
import { withWeightBudget } from './weight-budget';

const ModelJson = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({
      // Names only: no path may lead out of the folder.
      paths: z.array(z.string().regex(/^[\w.-]+$/)),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int().positive()), dtype: z.literal('float32') })),
    }),
  ),
});

/** The most bytes of model.json; the pipeline's largest has 14,000. */
const MOST_JSON = 1 << 20;
/** The most layers and parts of layers: TensorFlow.js's time per layer grows with their number. */
const MOST_CLASSES = 1000;
/** The most bytes of weights; VGG16's convolutions have 65 million. */
const MOST_BYTES = 1 << 28;

const EXPECTATION = {
  expected: 'a TensorFlow.js LayersModel: model.json and the files of weights that it names',
  todo: 'Delete the folder and run the task that writes it again.',
};

const Chain = z.object({
  class_name: z.literal('Model'),
  config: z.object({
    layers: z.array(z.object({ name: z.string(), config: z.object({ name: z.string() }), inbound_nodes: z.unknown() })),
  }),
});

/**
 * TensorFlow.js searches for a layer's inputs until it finds them: forever if one is missing, or if two layers wait for each
 * other. So a functional model must be a chain, and models inside models are refused.
 */
function checkTopology(topology: Record<string, unknown>, text: string): void {
  const chain = Chain.safeParse(topology['model_config']).data?.config.layers ?? [];
  chain.forEach(({ name, config, inbound_nodes }, i) => {
    const nodes = i === 0 ? [] : [[[chain[i - 1].name, 0, 0, {}]]];
    if (config.name !== name || JSON.stringify(inbound_nodes) !== JSON.stringify(nodes))
      throw new Error(`the input of layer ${name} is not the output of the layer before it`);
  });
  if (text.split(/"inbound_?nodes"/i).length - 1 !== chain.length)
    throw new Error('a model that is not a chain of layers');
}

async function readArtifacts(folder: string) {
  const text = (await readBounded(join(folder, 'model.json'), MOST_JSON, EXPECTATION)).toString('utf8');
  const { modelTopology, weightsManifest } = ModelJson.parse(JSON.parse(text));
  if (text.split('class_name').length > MOST_CLASSES) throw new Error(`more than ${MOST_CLASSES} layers and parts`);
  checkTopology(modelTopology, text);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const values = weightSpecs.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape), 0);
  const bytes = 4 * values;
  if (!(bytes <= MOST_BYTES)) throw new Error(`weights of ${bytes} bytes`);
  const shards: Buffer[] = [];
  let read = 0;
  for (const path of weightsManifest.flatMap((group) => group.paths)) {
    shards.push(await readBounded(join(folder, path), MOST_BYTES, EXPECTATION));
    read += shards[shards.length - 1].length;
    if (read > bytes) break; // one file may be named many times
  }
  if (read !== bytes) throw new Error(`${read} bytes of weights instead of ${bytes}`);
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  return { values, artifacts: { format: 'layers-model', modelTopology, weightSpecs, weightData } };
}

function describe(cause: unknown): string {
  if (cause instanceof z.ZodError) return `model.json: ${z.prettifyError(cause).replaceAll('\n', ' ')}`;
  if (cause instanceof Problem) return `${cause.parts.where}: ${cause.parts.found}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Reads a LayersModel of TensorFlow.js's own layers with float32 weights, such as {@link writeLayersModel} writes.
 * @throws Problem when a file is missing, truncated or invalid
 */
export async function readLayersModel(folder: string): Promise<tf.LayersModel> {
  try {
    const { values, artifacts } = await readArtifacts(folder);
    return await withWeightBudget(values, () => tf.loadLayersModel(tf.io.fromMemory(artifacts)));
  } catch (cause) {
    throw new Problem({ where: folder, found: describe(cause), ...EXPECTATION }, { cause });
  }
}
