// Where the page starts: it reads what the build wrote, builds its two parts and loads the models.
import type { PageData, PageModel } from '../page-data';
import { byId } from './by-id';
import { showHeader } from './header';
import { models } from './models';
import type { Part } from './part';
import { picturePart } from './picture-part';
import { readPageData } from './read-page-data';
import { urlPart } from './url-part';

/** The one message when nothing works. */
function giveUp(why: string): void {
  const problem = byId('problem', HTMLElement);
  const served =
    location.protocol === 'file:' ? 'A page needs a web server to load its models: npx reprise serve' : why;
  problem.textContent = `${served}${location.protocol === 'file:' ? '' : ' Reload the page, or build it again.'}`;
  problem.hidden = false;
  byId('status', HTMLElement).textContent = '';
}

function start(data: PageData, images: Uint8Array): void {
  const parts = new Map<PageModel, Part>();
  const status = byId('status', HTMLElement);
  const wanted = data.models.filter((model) => model.state === 'ready');
  let settled = 0;
  const settle = (): void => {
    settled++;
    status.textContent =
      settled < wanted.length ? `Loading the models: ${settled} of ${wanted.length}` : 'The models are loaded.';
  };

  const asked = models((answer) => {
    const part = parts.get(answer.model)!;
    if (answer.kind === 'loaded') {
      part.cards.get(answer.model)!.ready();
      part.loaded(answer.model);
      settle();
    } else if (answer.kind === 'failed') {
      part.cards.get(answer.model)!.failed(answer.why);
      settle();
    } else part.answered(answer);
  }, giveUp);
  for (const part of [urlPart(data, asked), picturePart(data, asked, images)])
    for (const name of part.cards.keys()) parts.set(name, part);
  showHeader(data);
  byId('content', HTMLElement).hidden = false;
  if (wanted.length === 0) status.textContent = 'There is no model to load.';
  for (const { name, model } of wanted) asked.load(name, model);
}

readPageData().then(
  ({ data, images }) => start(data, images),
  (error: unknown) => giveUp(error instanceof Error ? error.message : String(error)),
);
