import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import { codeSpan, escapeMarkdown, markdownTable } from '../../markdown';
import { reportHtml } from '../../report/html/report-html';
import { layerTable } from '../../report/sections/layer-table';
import { tagsOf } from '../tags-of';

/** A text in all places of a report that show text from outside. */
function report(text: string): string {
  const layer = {
    name: text,
    class_name: text,
    output_shape: [null, 1],
    parameters: 1,
    trainable: true,
    config: { [text]: [text] },
  };
  return [
    `# Title`,
    `## ${escapeMarkdown(`x ${text}`)}`,
    `A line with ${escapeMarkdown(text)} in it.`,
    `- ${escapeMarkdown(`x ${text}`)}`,
    markdownTable(
      ['URL', 'n'],
      [
        [codeSpan(text), '1'],
        [escapeMarkdown(text), escapeMarkdown(`x${text}`)],
      ],
      [1],
    ),
    layerTable([layer]),
    `> ${escapeMarkdown(`x ${text}`)}`,
    'The end.',
  ].join('\n\n');
}

const PLAIN = reportHtml(report('a'), 'a', '/nowhere').then(tagsOf);

export default fuzzTarget({
  name: 'markup, formulas and controls in the report',
  input: hostileText,
  async read(text, { folder }) {
    const markdown = report(text);
    if (/[^\P{Cc}\n]/u.test(markdown)) throw new Error('a control character in the Markdown');
    const html = await reportHtml(markdown, text, folder);
    if (/[\p{Cs}\uFFFE]|[^\P{Cc}\n\t]/u.test(html)) throw new Error('a control character in the HTML');
    const [found, plain] = [tagsOf(html), await PLAIN];
    // Text changes only text: the elements stay the same.
    if (found.join('\n') !== plain.join('\n')) throw new Error(`other elements: ${found.join(', ')}`);
  },
});
