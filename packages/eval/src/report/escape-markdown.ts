export { markdownTable } from '@reprise/base';

/** Characters of a text that a report shows; reading Markdown takes the square of what stands on one line. */
const LONGEST = 4000;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/**
 * Text for Markdown that stays text: every character that could be markup, part a table or start a link is written as a
 * character reference, which no Markdown dialect takes for structure. Lines become one line.
 */
export const escapeMarkdown = (text: string): string =>
  cut(text)
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '\uFFFD')
    .replace(/[\\`*{}[\]<>#|~&@]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\/\/)|(?<=www)\./gi, (c) => `&#${c.charCodeAt(0)};`);

/**
 * Hostile text (a URL) as a code span. Code never becomes a link, in GitHub's dialect neither. What could end the span
 * or a table cell, the backslash that marks an escape, and all that is not printable ASCII (controls, text direction,
 * letters that look like others) are written as \u{…}: the reader sees which characters stand there.
 *
 * @example codeSpan('a`|b') // '`a\\u{60}\\u{7c}b`'
 */
export function codeSpan(text: string): string {
  const visible = [...cut(text)]
    .map((c) => (/[^ -~]|[`|\\]/u.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c))
    .join('');
  // Spaces at both ends would be taken away, and an empty span is none.
  return visible.trim() === '' ? `\`"${visible}"\`` : `\`${visible.replace(/^ | $/g, '\\u{20}')}\``;
}

/** A block of preformatted text, its fence longer than any run of backticks inside, without controls but line feeds. */
export function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/[^\P{C}\n]/gu, '\uFFFD')}\n${fence}`;
}
