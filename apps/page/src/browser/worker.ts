// The models, on a thread of their own: the page stays at the visitor's service while they compute.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { PageModel } from '../page-data';
import { pictureOutput, readModel, urlLogits } from './layers-model';
import type { Answer, Question } from './messages';
import { reconstructionLoss } from './reconstruction-loss';
import { type Logits, weigh } from './weigh';

const models = new Map<PageModel, LayersModel>();
const logits = new Map<PageModel, Logits>();
/** The last question to each model. */
const latest = new Map<PageModel, number>();

const answer = (message: Answer): void => self.postMessage(message);

const fail = (model: PageModel, error: unknown): void =>
  answer({ kind: 'failed', model, why: error instanceof Error ? error.message : String(error) });

/** Lets messages in: a newer question is heard between two calls of a model. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function load(model: PageModel, path: string): Promise<void> {
  try {
    const loaded = await readModel(path);
    if (model === 'birnn' || model === 'cnn-lstm') logits.set(model, urlLogits(loaded));
    models.set(model, loaded);
    answer({ kind: 'loaded', model });
  } catch (error) {
    fail(model, error);
  }
}

async function judgeUrl(model: PageModel, id: number, tokens: Int32Array): Promise<void> {
  const goOn = async (): Promise<boolean> => {
    await pause();
    return latest.get(model) === id;
  };
  if (!(await goOn())) return;
  const ask = logits.get(model)!;
  const [logit] = Array.from(ask(tokens, tokens.length));
  answer({ kind: 'probability', model, id, probability: 1 / (1 + Math.exp(-logit)) });
  const weights = await weigh(ask, tokens, logit, goOn);
  if (weights) answer({ kind: 'weights', model, id, weights });
}

async function judgePicture(model: PageModel, id: number, picture: Uint8Array): Promise<void> {
  await pause();
  if (latest.get(model) !== id) return;
  const pixels = Float32Array.from(picture, (value) => value / 255);
  const output = pictureOutput(models.get(model)!, pixels);
  if (model === 'lenet') answer({ kind: 'classes', model, id, probabilities: output });
  else answer({ kind: 'reconstruction', model, id, pixels: output, loss: reconstructionLoss(pixels, output) });
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  if (data.kind === 'load') return void load(data.model, data.path);
  latest.set(data.model, data.id);
  const judged =
    data.kind === 'url' ? judgeUrl(data.model, data.id, data.tokens) : judgePicture(data.model, data.id, data.picture);
  judged.catch((error: unknown) => fail(data.model, error));
});
