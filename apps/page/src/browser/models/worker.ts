// Runs the models on a thread of their own, so that the page stays responsive.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { PageModel } from '../../page-data';
import { pictureOutput, readModel, reconstructionLoss, urlLogits } from './layers-model';
import type { Answer, Question } from './messages';
import { type Logits, weigh } from './weigh';

const models = new Map<PageModel, LayersModel>();
const logits = new Map<PageModel, Logits>();
/** Id of the latest question to each model. */
const latest = new Map<PageModel, number>();

const answer = (message: Answer): void => self.postMessage(message);

/** Lets newer questions arrive. @returns whether this is still the latest */
async function isLatest(model: PageModel, id: number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve));
  return latest.get(model) === id;
}

async function load(model: PageModel, path: string): Promise<void> {
  const loaded = await readModel(path);
  if (model === 'birnn' || model === 'cnn-lstm') logits.set(model, urlLogits(loaded));
  models.set(model, loaded);
  answer({ kind: 'loaded', model });
}

async function classifyUrl(model: PageModel, id: number, tokens: Int32Array): Promise<void> {
  const ask = logits.get(model)!;
  const [logit] = Array.from(ask(tokens, tokens.length));
  const result = { kind: 'url' as const, model, id, probability: 1 / (1 + Math.exp(-logit)) };
  answer(result);
  const weights = await weigh(ask, tokens, logit, () => isLatest(model, id));
  if (weights) answer({ ...result, weights });
}

function predictPicture(model: PageModel, id: number, picture: Uint8Array): void {
  const pixels = Float32Array.from(picture, (value) => value / 255);
  const output = pictureOutput(models.get(model)!, pixels);
  if (model === 'lenet') answer({ kind: 'classes', model, id, probabilities: output });
  else answer({ kind: 'reconstruction', model, id, pixels: output, loss: reconstructionLoss(pixels, output) });
}

async function handle(question: Question): Promise<void> {
  if (question.kind === 'load') return load(question.model, question.path);
  const { model, id } = question;
  latest.set(model, id);
  if (!(await isLatest(model, id))) return;
  if (question.kind === 'url') await classifyUrl(model, id, question.tokens);
  else predictPicture(model, id, question.picture);
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  handle(data).catch((error: unknown) =>
    answer({ kind: 'failed', model: data.model, why: error instanceof Error ? error.message : String(error) }),
  );
});
