import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { MarkedExtension, Tokens } from 'marked';
import { scrollable } from './claims-table';
import { escapeHtml, escapeMarkdownText } from './escape-html';
import { isVerdict, verdictHtml } from './verdict-html';

/** Markdown as HTML. @param label the escaped name of the part, for tables and texts that take the focus */
export type Render = (markdown: string, label: string) => Promise<string>;

/** Figures are inlined, and no link leads anywhere but to the report's own parts. @param label of the part that is rendered */
function extension(folder: string, label: () => string): MarkedExtension {
  /** Attributes of the images by their addresses. */
  const images = new Map<string, string>();
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
      heading({ depth, tokens }) {
        return `<h${depth}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      image: ({ href, text }) => `<img ${images.get(href)} alt="${escapeMarkdownText(text)}">`,
      strong({ text, tokens }) {
        return isVerdict(text) ? verdictHtml(text) : `<strong>${this.parser.parseInline(tokens)}</strong>`;
      },
      table(token) {
        const plain = Object.getPrototypeOf(this).table.call(this, token) as string;
        return scrollable(plain, label());
      },
      code: ({ text }) =>
        `<pre tabindex="0" role="group" aria-label="Text: ${label()}"><code>${escapeHtml(text)}</code></pre>\n`,
      // The report's own links lead to its parts. Any other link, and HTML, came from outside and stays text.
      link: ({ href, text }) =>
        /^#[a-z0-9-]+$/.test(href) ? `<a href="${href}">${escapeMarkdownText(text)}</a>` : escapeMarkdownText(text),
      html: ({ text }) => escapeMarkdownText(text),
    },
  };
}

/**
 * Makes the renderer of a report's Markdown. Its promises must not overlap.
 * @param folder the folder that has `figures`
 */
export async function markdownRenderer(folder: string): Promise<Render> {
  const { Marked } = await import('marked');
  let part = '';
  const marked = new Marked(extension(folder, () => part));
  return async (markdown, label) => {
    part = label;
    const html = await marked.parse(markdown);
    return html.replace(/<p>((?:<img [^>]*>\s*)+)<\/p>/g, (_, images: string) => {
      return `<div class="figures">${images.trim()}</div>`;
    });
  };
}
