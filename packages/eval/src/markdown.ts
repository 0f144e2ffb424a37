export { markdownTable } from '@reprise/base';

/** Longest text that a report shows: Markdown parsers take quadratic time in the length of a line. */
const LONGEST = 4000;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/**
 * Plain text for Markdown: every character that could be markup, part of a table or the start of a link becomes a
 * character reference, which no Markdown dialect takes for structure. Line breaks become spaces.
 */
export const escapeMarkdown = (text: string): string =>
  cut(text)
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '\uFFFD')
    .replace(/[\\`*{}[\]<>#|~&@]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\/\/)|(?<=www)\./gi, (c) => `&#${c.charCodeAt(0)};`);

/**
 * Hostile text (a URL) as a code span, which becomes a link in no dialect. Whatever could end the span or a table cell,
 * the backslash, and everything but printable ASCII (controls, text direction, look-alike letters) is written as \u{…},
 * so that readers see every character.
 *
 * @example codeSpan('a`|b') // '`a\\u{60}\\u{7c}b`'
 */
export function codeSpan(text: string): string {
  const visible = [...cut(text)]
    .map((c) => (/[^ -~]|[`|\\]/u.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c))
    .join('');
  // Markdown strips a space at both ends, and has no empty spans.
  return visible.trim() === '' ? `\`"${visible}"\`` : `\`${visible.replace(/^ | $/g, '\\u{20}')}\``;
}

/** A figure in the folder `figures`, with its text alternative. */
export const figureMarkdown = ({ name, alt }: { name: string; alt: string }): string =>
  `![${escapeMarkdown(alt)}](figures/${name}.svg)`;
