import Papa from 'papaparse';

/** What a spreadsheet takes for a formula, or skips before one (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * A table as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe in front; all are quoted, so that a
 * spreadsheet that splits at another character sees no cell within a cell.
 * @example listCsv(['url'], [['=1+1']]) // "\"url\"\r\n\"'=1+1\"\r\n"
 */
export const listCsv = (header: string[], rows: (string | number)[][]): string =>
  `${Papa.unparse([header, ...rows], { escapeFormulae: FORMULA, quotes: true })}\r\n`;
