import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { Tokens } from 'marked';
import { escapeXml } from '../plots/escape-xml';

const STYLE = `
:root { color-scheme: light dark; --line: #d0d7de; --quiet: #57606a; --back: #fff; --ink: #1f2328; --code: #f3f5f7; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --quiet: #9198a1; --back: #0d1117; --ink: #e6edf3; --code: #161b22; } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--back); color: var(--ink);
  font: 1rem/1.55 Inter, system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .925rem; }
th, td { padding: .35rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { border-bottom-width: 2px; }
[align='right'] { text-align: right; }
pre { overflow-x: auto; padding: 1rem; background: var(--code); border-radius: 6px; line-height: 1.3; }
code { font-family: ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace; font-size: .875em; }
td code { overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; background: #fff; border-radius: 6px; }
blockquote { margin: 1rem 0; padding: .5rem 1rem; border-left: 4px solid #b3261e; background: var(--code); }
@media print { h2 { break-before: page; } h2:first-of-type { break-before: auto; } img, table { break-inside: avoid; } }
`;

/** Text that the Markdown report has escaped already: its character references stay what they are. */
const asText = (text: string): string => escapeXml(text).replace(/&amp;(#\d+;)/g, '&$1');

/**
 * The Markdown report as one HTML file that opens from disk: figures are inlined, nothing is fetched (a policy in the
 * page forbids it), there is no script, and nothing is a link.
 *
 * @param folder where the figures that the Markdown names stand
 * @throws Error when a figure is missing or lies outside the folder
 */
export async function reportHtml(markdown: string, title: string, folder: string): Promise<string> {
  const { Marked } = await import('marked');
  const images = new Map<string, string>();
  const marked = new Marked({
    async: true,
    async walkTokens(token) {
      if (token.type !== 'image') return;
      const file = normalize((token as Tokens.Image).href);
      if (!/^figures[\\/][\w-]+\.svg$/.test(file)) throw new Error(`no figure of this report: ${file}`);
      const svg = await readFile(join(folder, file));
      images.set((token as Tokens.Image).href, `data:image/svg+xml;base64,${svg.toString('base64')}`);
    },
    renderer: {
      image: ({ href, text }) => `<img src="${images.get(href)}" alt="${asText(text)}">`,
      // The report writes no link and no HTML: what looks like one came from outside and stays text.
      link: ({ text }) => asText(text),
      html: ({ text }) => asText(text),
    },
  });
  const body = await marked.parse(markdown);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeXml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    body.replaceAll('<table>', '<div class="scroll"><table>').replaceAll('</table>', '</table></div>').trimEnd(),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
