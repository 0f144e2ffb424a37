import { HOSTILE } from './testing/fake-artifacts';
import { codeSpan, escapeMarkdown, markdownTable } from './markdown';

const html = async (markdown: string): Promise<string> => (await import('marked')).marked.parse(markdown);

test('a URL in a cell stays one cell of text', async () => {
  for (const url of [...HOSTILE, '\\|', '`', '', ' ', '``', ' a ', 'www.yahoo.com', 'http://a.b/?c=d&e=f']) {
    const drawn = await html(markdownTable(['URL', 'n'], [[codeSpan(url), '1']]));
    expect(drawn.match(/<td>/g)).toHaveLength(2);
    expect(drawn).toMatch(/<td><code>[^<]*<\/code><\/td>/);
    expect(drawn).not.toMatch(/<a|<img|<script/);
  }
});

test('a code span shows every character', () => {
  expect(codeSpan('www.yahoo.com')).toBe('`www.yahoo.com`');
  expect(codeSpan('a`|\\b\u202e\n é')).toBe('`a\\u{60}\\u{7c}\\u{5c}b\\u{202e}\\u{a} \\u{e9}`');
  expect(codeSpan('')).toBe('`""`');
  expect(codeSpan(' a ')).toBe('`\\u{20}a\\u{20}`');
});

test('other text: no markup, no link, one line', async () => {
  for (const text of HOSTILE) {
    const drawn = await html(`x ${escapeMarkdown(text)}`);
    expect(drawn).not.toMatch(/<(?!\/?p>)/);
    expect(drawn.trim().split('\n')).toHaveLength(1);
  }
  expect(escapeMarkdown('binary_crossentropy _a_ *b*')).toBe('binary_crossentropy &#95;a&#95; &#42;b&#42;');
});

test('a text of ten megabytes is cut', () => {
  const long = 'a'.repeat(10_000_000);
  expect(escapeMarkdown(long)).toBe(`${'a'.repeat(4000)}…`);
  expect(codeSpan(long)).toBe(`\`${'a'.repeat(4000)}\\u{2026}\``);
});
