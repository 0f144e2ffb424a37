// Starts the page: reads what the build wrote, creates the two parts and loads the models.
import type { PageData } from '../page-data';
import { byId, element } from './dom/element';
import { fixed } from './dom/format';
import type { Answer, Question } from './models/messages';
import { picturePart } from './picture/picture-part';
import { urlPart } from './url/url-part';

const status = byId('status', HTMLElement);

/** Shows the one message for when nothing works. */
function giveUp(why: string): void {
  const problem = byId('problem', HTMLElement);
  problem.textContent =
    location.protocol === 'file:'
      ? 'This page needs a web server to load its models: run npx reprise serve'
      : `${why} Reload the page, or build it again.`;
  problem.hidden = false;
  status.textContent = '';
}

async function read(file: string): Promise<Response> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} could not be loaded (status ${response.status}).`);
  return response;
}

/** Shows the notice, each model's metric, profile and seed. */
function showHeader({ notice, models, profile, seed }: PageData): void {
  const place = byId('notice', HTMLElement);
  place.textContent = notice;
  place.hidden = notice === null;
  const metrics = models.map((model) => {
    const [value, name] = model.state === 'ready' ? [fixed(model.metric.value), model.metric.name] : ['–', 'missing'];
    return element('div', {}, element('dt', {}, model.title), element('dd', {}, value, element('small', {}, name)));
  });
  byId('figures', HTMLElement).replaceChildren(...metrics);
  byId('origin', HTMLElement).textContent =
    `Models of the ${profile} profile, seed ${seed}, with the weights of the last epoch. They run on TensorFlow.js, on one core.`;
}

async function start(): Promise<void> {
  const data = (await (await read('page.json')).json()) as PageData;
  const images = new Uint8Array(await (await read(data.images.file)).arrayBuffer());
  const ready = data.models.filter((model) => model.state === 'ready');
  const worker = new Worker('worker.js');
  const send = (question: Question): void => worker.postMessage(question);
  const parts = [urlPart(data, send), picturePart(data, images, send)];
  let settled = 0;
  worker.addEventListener('message', ({ data: answer }: MessageEvent<Answer>) => {
    for (const part of parts) part.answered(answer);
    if (answer.kind !== 'loaded' && answer.kind !== 'failed') return;
    settled++;
    status.textContent =
      settled < ready.length ? `Loading the models: ${settled} of ${ready.length}` : 'The models are loaded.';
  });
  worker.addEventListener('error', (event) => giveUp(event.message || 'worker.js could not be loaded.'));
  showHeader(data);
  byId('content', HTMLElement).hidden = false;
  if (ready.length === 0) status.textContent = 'There are no models to load.';
  for (const { name, model } of ready) send({ kind: 'load', model: name, path: model });
}

start().catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)));
