// Runs the models on a thread of their own, so that the page stays responsive. Each call is short; a page that no longer needs
// an answer asks for no more of it.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { expose } from 'comlink';
import type { PageModel } from '../../page-data';
import { pictureOutput, readModel, urlLogits } from './layers-model';
import { type SeenLayer, seeLayers } from './see-layers';

const models = new Map<PageModel, Promise<LayersModel>>();
/** Of the URL models, made when they are first asked. */
const logits = new Map<PageModel, ReturnType<typeof urlLogits>>();

const calls = {
  /** Loads a model once. @param path of its `model.json` @throws Error when a file is missing or invalid */
  async load(name: PageModel, path: string): Promise<void> {
    if (!models.has(name)) models.set(name, readModel(path));
    await models.get(name);
  },

  /** Logits of "malicious" of a loaded URL model. @param rows int32 [rows, length] @returns one per row */
  async logits(name: PageModel, rows: Int32Array, length: number): Promise<Float32Array> {
    const model = await models.get(name)!;
    const ask = logits.get(name) ?? urlLogits(model);
    logits.set(name, ask);
    return ask(rows, length);
  },

  /** A picture and what each layer of a loaded image model makes of it. @param pixels 784, from 0 to 1 */
  async layers(name: PageModel, pixels: Float32Array): Promise<SeenLayer[]> {
    return seeLayers(await models.get(name)!, pixels);
  },

  /** Output of a loaded image model. @param pixels 784, from 0 to 1 @returns a probability per class, or 784 pixels */
  async output(name: PageModel, pixels: Float32Array): Promise<Float32Array> {
    return pictureOutput(await models.get(name)!, pixels);
  },
};
export type ModelCalls = typeof calls;

expose(calls);
