import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import { codeSpan, escapeMarkdown, markdownTable } from '../../markdown';
import { reportHtml } from '../../report/html/report-html';
import { reportMarkdown } from '../../report/report-markdown';
import type { ClaimRow, Report } from '../../report/section';
import { layerTable } from '../../report/sections/layer-table';
import { tagsOf } from '../tags-of';

/** A text in all places of a report that show text from outside. */
function report(text: string): Report {
  const layer = {
    name: text,
    class_name: text,
    output_shape: [null, 1],
    parameters: 1,
    trainable: true,
    config: { [text]: [text] },
  };
  const claim: ClaimRow = {
    ...{ id: 'a', statement: text, measure: text, notebook: text, run: text, seeds: text, why: text },
    verdict: 'holds',
  };
  const blocks = [
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
    [claim],
    'The end.',
  ];
  const section = { id: 'section', title: `x ${text}`, blocks, folds: [{ id: 'fold', title: 'Fold', blocks }] };
  return { title: 'Title', opening: [escapeMarkdown(`x ${text}`)], sections: [section] };
}

const PLAIN = reportHtml(report('a'), 'a', '/nowhere').then(tagsOf);

export default fuzzTarget({
  name: 'markup, formulas and controls in the report',
  input: hostileText,
  async read(text, { folder }) {
    const markdown = await reportMarkdown(report(text));
    if (/[^\P{Cc}\n]/u.test(markdown)) throw new Error('a control character in the Markdown');
    const html = await reportHtml(report(text), text, folder);
    if (/[\p{Cs}\uFFFE]|[^\P{Cc}\n\t]/u.test(html)) throw new Error('a control character in the HTML');
    const [found, plain] = [tagsOf(html), await PLAIN];
    // Text changes only text: the elements stay the same.
    if (found.join('\n') !== plain.join('\n')) throw new Error(`other elements: ${found.join(', ')}`);
  },
});
