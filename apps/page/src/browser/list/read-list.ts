import Papa from 'papaparse';
import { count } from '../parts/format';

/** The most URLs of a list. */
const MOST = 100_000;

/** A list of URLs, as somebody pasted or dropped it. */
export interface UrlList {
  format: 'text' | 'csv';
  urls: string[];
}

/** The column named `url` of CSV with a header; undefined for other text. @throws Error for a row that would lose part of a URL */
function readCsv(text: string): string[] | undefined {
  const [header = []] = Papa.parse<string[]>(text, { preview: 1 }).data;
  const column = header.findIndex((name) => name.trim().toLowerCase() === 'url');
  if (column < 0) return undefined;
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new Error(`Row ${broken.row}: expected CSV, found a quote without its pair. Correct the row.`);
  return data.slice(1).map((cells, i) => {
    if (cells.length > header.length)
      throw new Error(
        `Row ${i + 1}: expected as many cells as the first row has, ${header.length}, found ${cells.length}. Put a URL with the delimiter in quotes.`,
      );
    return cells[column] ?? '';
  });
}

/** One URL per line, untrimmed as in `reprise classify`. A line end after the last URL adds no URL. */
function readLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/**
 * Reads a list: CSV if its first row has a cell `url`, which names the column, else one URL per line.
 * @param file the name of a dropped file: `.csv` files need the column
 * @throws Error when there is no URL, there are too many, or a CSV file has no such column
 * @example readList('label,url\n1,.btscene2.com\n') // { format: 'csv', urls: ['.btscene2.com'] }
 */
export function readList(text: string, file = ''): UrlList {
  const whole = text.replace(/^\uFEFF/, '');
  const column = readCsv(whole);
  if (column === undefined && /\.csv$/i.test(file))
    throw new Error(
      `${file}: expected a column named url in the first row, found none. Name the column with the URLs url.`,
    );
  const urls = column ?? readLines(whole);
  if (urls.length === 0) throw new Error('Expected URLs, found none. Paste one URL per line.');
  if (urls.length > MOST)
    throw new Error(`Expected at most ${count(MOST)} URLs, found ${count(urls.length)}. Split the list.`);
  return { format: column ? 'csv' : 'text', urls };
}
