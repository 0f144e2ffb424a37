import { URL_MODELS, type UrlModel, verdict } from '@reprise/text/verdict';
import { refusal } from '../parts/characters';
import { listCsv } from './list-csv';

/** A URL of the list, and what is known of it so far. */
export interface ListRow {
  /** From 1, in the order of the list. */
  row: number;
  url: string;
  /** Why no model is asked. */
  refused?: string;
  /** Of malicious, from the models that have answered. */
  probabilities: Partial<Record<UrlModel, number>>;
}

export type Column = 'row' | 'url' | UrlModel;

export const listRows = (urls: readonly string[]): ListRow[] =>
  urls.map((url, i) => ({
    row: i + 1,
    url,
    refused: url === '' ? 'It is empty.' : refusal(url),
    probabilities: {},
  }));

/**
 * The rows in the order of a column; equal ones stay in the order of the list, and those without a value come last.
 * @param sign -1 for the largest first
 */
export function sorted(rows: readonly ListRow[], column: Column, sign: 1 | -1): ListRow[] {
  if (column === 'row') return sign === 1 ? [...rows] : rows.toReversed();
  if (column === 'url') return rows.toSorted((a, b) => sign * (a.url < b.url ? -1 : Number(a.url > b.url)));
  const value = ({ probabilities }: ListRow): number => probabilities[column] ?? sign * Infinity;
  return rows.toSorted((a, b) => (value(a) === value(b) ? 0 : sign * (value(a) - value(b))));
}

/** The list as CSV, with both verdicts or the reason why a line has none. @param rows in the order to save */
export function rowsCsv(rows: readonly ListRow[]): string {
  const header = ['row', 'url', ...URL_MODELS.flatMap((model) => [model, `${model} probability`]), 'refused'];
  const cells = rows.map(({ row, url, refused = '', probabilities }) => [
    row,
    url,
    ...URL_MODELS.flatMap((model): (string | number)[] => {
      const probability = probabilities[model];
      return probability === undefined ? ['', ''] : [verdict(url, probability).verdict, probability];
    }),
    refused,
  ]);
  return listCsv(header, cells);
}
