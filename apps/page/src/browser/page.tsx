// Starts the page: reads what the build wrote and shows it.
import { render } from 'preact';
import type { PageData } from '../page-data';
import { App } from './app';
import { readFile } from './parts/loaded-once';

const root = document.getElementById('page')!;

async function start(): Promise<void> {
  const data = (await (await readFile('page.json')).json()) as PageData;
  root.replaceChildren();
  render(<App data={data} />, root);
}

start().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  render(
    <main>
      <h1>Reprise: a notebook’s models, live</h1>
      <p id="problem" class="problem" role="alert">
        {location.protocol === 'file:'
          ? 'This page needs a web server to load its models: run npx reprise serve'
          : `${why} Reload the page, or build it again.`}
      </p>
    </main>,
    root,
  );
});
