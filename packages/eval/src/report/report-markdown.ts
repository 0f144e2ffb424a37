import { escapeMarkdown, markdownTable } from '../markdown';
import type { Block, Report, Section } from './section';

/** Claims as a table; each verdict leads to the claim in the HTML report, which has the rest. */
function blockMarkdown(block: Block): string {
  if (typeof block === 'string') return block;
  return markdownTable(
    ['Claim', 'Notebook', 'This run', 'Ten seeds', 'Verdict'],
    block.map(({ id, statement, notebook, run, seeds, verdict }) => [
      ...[statement, notebook, run, seeds].map(escapeMarkdown),
      `[**${verdict}**](report.html#${id})`,
    ]),
  );
}

function sectionMarkdown({ title, blocks, folds }: Section): string {
  const more = folds.map((fold) => `[${fold.title}](report.html#${fold.id})`).join(' · ');
  return [`## ${escapeMarkdown(title)}`, ...blocks.map(blockMarkdown), `More: ${more}`].join('\n\n');
}

/** The report as Markdown, its figures in `figures/`. What is folded in the HTML report is a link to it. */
export async function reportMarkdown({ title, opening, sections }: Report): Promise<string> {
  const { slug } = await import('github-slugger');
  const text = [`# ${title}`, ...opening, ...sections.map(sectionMarkdown)].join('\n\n');
  // Markdown's headings get their addresses from their texts.
  const linked = sections.reduce((all, { id, title: of }) => all.replaceAll(`](#${id})`, `](#${slug(of)})`), text);
  return `${linked}\n`;
}
