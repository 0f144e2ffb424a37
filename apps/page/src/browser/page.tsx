// Starts the page: reads what the build wrote and shows it.
import { render } from 'preact';
import type { PageData } from '../page-data';
import { App } from './app';
import { readFile } from './parts/loaded-once';

const root = document.getElementById('page')!;

async function start(): Promise<void> {
  const response = await readFile('page.json');
  const data = (await response.json()) as PageData;
  // `reprise serve` names the report of the same run, if there is one.
  if (response.headers.get('Link')?.includes('<report.html>')) data.report = 'report.html?live';
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
