/**
 * A Markdown table. Cells are Markdown: escape them first.
 * @param numbers columns that are right-aligned
 * @example markdownTable(['model', 'rows'], [['lenet', '60,000']], [1]) // '| model | rows |\n| --- | ---: |\n| lenet | 60,000 |'
 */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_, i) => (numbers.includes(i) ? '---:' : '---'))), ...rows.map(row)].join('\n');
}

/** A Markdown table with text in the first column and numbers in all others. */
export const numberTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  markdownTable(head, rows, Array.from(head.keys()).slice(1));
