// Runs the models with the weights of any epoch, on a thread of their own.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { expose } from 'comlink';
import type { EpochsEntry, PageModel } from '../../page-data';
import { pictureOutput, readModel, urlLogits } from '../models/layers-model';
import { epochWeights, type Filters, firstFilters } from './epoch-models';

interface Loaded {
  model: LayersModel;
  /** Sets the weights after an epoch. Use them at once: another call may set others. */
  goTo(epoch: number): void;
  /** Of a URL model. */
  logits?: ReturnType<typeof urlLogits>;
}

const models = new Map<PageModel, Promise<Loaded>>();

async function read(name: PageModel, path: string, entry: EpochsEntry): Promise<Loaded> {
  const response = await fetch(entry.file);
  if (!response.ok) throw new Error(`${entry.file} could not be loaded (status ${response.status}).`);
  const model = await readModel(path);
  const isOfUrls = name === 'birnn' || name === 'cnn-lstm';
  return {
    model,
    goTo: epochWeights(model, await response.arrayBuffer(), entry),
    ...(isOfUrls && { logits: urlLogits(model) }),
  };
}

const calls = {
  /** Loads a model and its epochs once. @param path of its `model.json` @throws Error when a file is missing or invalid */
  async load(name: PageModel, path: string, entry: EpochsEntry): Promise<void> {
    if (!models.has(name)) models.set(name, read(name, path, entry));
    await models.get(name);
  },

  /** Output of a loaded image model after an epoch, and its filters. @param pixels 784, from 0 to 1 */
  async picture(name: PageModel, epoch: number, pixels: Float32Array): Promise<Filters & { output: Float32Array }> {
    const { model, goTo } = await models.get(name)!;
    goTo(epoch);
    return { output: pictureOutput(model, pixels), ...firstFilters(model) };
  },

  /** Logits of "malicious" of a loaded URL model after an epoch. @param rows int32 [rows, length] @returns one per row */
  async logits(name: PageModel, epoch: number, rows: Int32Array, length: number): Promise<Float32Array> {
    const { goTo, logits } = await models.get(name)!;
    goTo(epoch);
    return logits!(rows, length);
  },
};
export type EpochCalls = typeof calls;

expose(calls);
