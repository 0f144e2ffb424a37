const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text in elements and in quoted attributes; characters that documents may not contain become U+FFFD. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (c) => (c === '\n' || c === '\t' ? c : '\uFFFD'))
    .replace(/[&<>"']/g, (c) => ENTITIES[c]);

/** Text that the Markdown report has escaped already: its character references stay as they are. */
export const escapeMarkdownText = (text: string): string => escapeHtml(text).replace(/&amp;(#\d+;)/g, '&$1');
