import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERDICTS } from '../../claims';
import type { Block, Fold, Report, Section } from '../section';
import { claimsTable, scrollable } from './claims-table';
import { escapeHtml } from './escape-html';
import { markdownRenderer, type Render } from './render-markdown';

const read = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
const STYLE = read('report.css');
const SCRIPT = read('report.js');

const digestOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The report may show embedded images, and has its own style and script, which are known by their digests. Markup that came in
 * with the data could run, load, send and style nothing.
 */
const POLICY = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${digestOf(STYLE)}`,
  `script-src ${digestOf(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Shown by the script, which does what they ask for. */
const TOOLS = `<div id="tools" hidden>
<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>
<label>Verdict <select id="verdict"><option value="">all</option>${VERDICTS.map((one) => `<option>${one}</option>`).join('')}</select></label>
<p id="found" role="status"></p>
</div>`;

/** Blocks one after the other: `Promise.all` would mix up the labels. */
async function blocksHtml(blocks: readonly Block[], label: string, render: Render): Promise<string> {
  let html = '';
  for (const block of blocks)
    html += typeof block === 'string' ? await render(block, label) : scrollable(claimsTable(block), `${label}, claims`);
  return html;
}

async function foldHtml({ id, title, blocks }: Fold, section: string, render: Render): Promise<string> {
  const content = await blocksHtml(blocks, `${section}, ${title}`, render);
  return `<details id="${id}"><summary><h3>${title}</h3></summary>\n${content}</details>\n`;
}

async function sectionHtml({ id, title, blocks, folds, views = [] }: Section, render: Render): Promise<string> {
  const name = escapeHtml(title);
  const links = views.map(({ address, text }) => `<a href="${address}">${text}</a>`).join(' ');
  let html = `<section id="${id}" aria-label="${name}">\n<h2>${name}</h2>\n`;
  if (views.length > 0) html += `<p class="live">On the page: ${links}</p>\n`;
  html += await blocksHtml(blocks, name, render);
  for (const fold of folds) html += await foldHtml(fold, name, render);
  return `${html}</section>\n`;
}

/**
 * The report as one HTML file that opens from disk: figures are inlined, and its policy forbids every request. Its script only
 * searches, filters and opens folds.
 *
 * @param title of the document
 * @param folder the folder that has `figures`
 * @throws Error when a figure is missing or outside of that folder
 */
export async function reportHtml(report: Report, title: string, folder: string): Promise<string> {
  const render = await markdownRenderer(folder);
  let main = `<h1>${escapeHtml(report.title)}</h1>\n${await blocksHtml(report.opening, 'Report', render)}`;
  for (const section of report.sections) main += await sectionHtml(section, render);
  const contents = report.sections.map(({ id, title: of }) => `<li><a href="#${id}">${escapeHtml(of)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents"><ul>${contents.join('')}<li class="live"><a href="index.html">The live page</a></li></ul>${TOOLS}</nav>
<main>
${main.trimEnd()}
</main>
</div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
