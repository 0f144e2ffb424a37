import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { MarkedExtension, Tokens } from 'marked';
import type { Verdict } from '../../claims';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text in elements and in quoted attributes; characters that documents may not contain become U+FFFD. */
const escapeHtml = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (c) => (c === '\n' || c === '\t' ? c : '\uFFFD'))
    .replace(/[&<>"']/g, (c) => ENTITIES[c]);

const STYLE = readFileSync(join(__dirname, 'report.css'), 'utf8');

/** Text that the Markdown report has escaped already: its character references stay as they are. */
const asText = (text: string): string => escapeHtml(text).replace(/&amp;(#\d+;)/g, '&$1');

/** The class of each verdict. The words stay; colour only helps the eye. */
const CLASSES: Readonly<Record<Verdict, 'yes' | 'no' | 'open'>> = {
  identical: 'yes',
  holds: 'yes',
  reproduced: 'yes',
  'compatible with seed spread': 'yes',
  different: 'no',
  'does not hold': 'no',
  'not reproduced': 'no',
  undecided: 'open',
  'not measured': 'open',
};
const isVerdict = (text: string): text is Verdict => Object.hasOwn(CLASSES, text);

/** Renders the report's Markdown: figures inlined, headings with GitHub's anchors, and no links but to those. */
async function extension(folder: string, headings: { id: string; text: string }[]): Promise<MarkedExtension> {
  const { default: Slugger } = await import('github-slugger');
  const slugger = new Slugger();
  /** Attributes of the images by their addresses. */
  const images = new Map<string, string>();
  let section = '';
  return {
    async: true,
    async walkTokens(token) {
      if (token.type !== 'image') return;
      const file = normalize((token as Tokens.Image).href);
      if (!/^figures[\\/][\w-]+\.svg$/.test(file)) throw new Error(`expected a figure of this report, found ${file}`);
      const svg = await readFile(join(folder, file));
      const [, width, height] = (/<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg.toString('utf8')) ?? []).map(
        Number,
      );
      // Sizes keep an image's place while it loads; one much wider than high has a row of its own.
      const size = `width="${Math.round(width)}" height="${Math.round(height)}"${width > 2 * height ? ' class="wide"' : ''}`;
      images.set((token as Tokens.Image).href, `src="data:image/svg+xml;base64,${svg.toString('base64')}" ${size}`);
    },
    renderer: {
      heading({ depth, text, tokens }) {
        const id = slugger.slug(text);
        if (depth === 2) headings.push({ id, text: asText(text) });
        section = depth > 2 ? `${headings.at(-1)?.text}, ${asText(text)}` : asText(text);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      image: ({ href, text }) => `<img ${images.get(href)} alt="${asText(text)}">`,
      strong({ text, tokens }) {
        return isVerdict(text)
          ? `<strong class="${CLASSES[text]}">${text}</strong>`
          : `<strong>${this.parser.parseInline(tokens)}</strong>`;
      },
      table(token) {
        // Focus lets the keyboard scroll it, and what takes the focus needs a name.
        const plain = Object.getPrototypeOf(this).table.call(this, token) as string;
        return `<div class="scroll" tabindex="0" role="group" aria-label="Table: ${section}">${plain}</div>\n`;
      },
      code: ({ text }) =>
        `<pre tabindex="0" role="group" aria-label="Text: ${section}"><code>${escapeHtml(text)}</code></pre>\n`,
      // The report's own links go to its headings. Any other link, and HTML, came from outside and stays text.
      link: ({ href, text }) => (/^#[a-z0-9-]+$/.test(href) ? `<a href="${href}">${asText(text)}</a>` : asText(text)),
      html: ({ text }) => asText(text),
    },
  };
}

/**
 * The page may show embedded images and its own style, which is known by its digest. Markup that came in with the data
 * could run, load, send and style nothing.
 */
const POLICY = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The Markdown report as one HTML file that opens from disk: figures are inlined, there is no script, no link leads out
 * of it, and its policy forbids every request.
 *
 * @param folder the folder that has `figures`
 * @throws Error when a figure is missing or outside of that folder
 */
export async function reportHtml(markdown: string, title: string, folder: string): Promise<string> {
  const { Marked } = await import('marked');
  const headings: { id: string; text: string }[] = [];
  const body = await new Marked(await extension(folder, headings)).parse(markdown);
  const figures = body.replace(/(?:<p><img [^>]*><\/p>\n?)+/g, (run) => {
    return `<div class="figures">${run.replace(/<\/?p>/g, '').trim()}</div>\n`;
  });
  const contents = headings.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join('');
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
<nav aria-label="Contents"><ul>${contents}</ul></nav>
<main>
${figures.trimEnd()}
</main>
</div>
</body>
</html>
`;
}
