import type { ClaimRow } from '../section';
import { escapeHtml } from './escape-html';
import { verdictHtml } from './verdict-html';

const HEAD = ['Claim', 'Notebook', 'This run', 'Ten seeds', 'Verdict'].map((text) => `<th>${text}</th>`).join('');

const small = (text: string | undefined): string => (text === undefined ? '' : ` <small>${escapeHtml(text)}</small>`);

function row({ id, statement, measure, notebook, run, seeds, verdict, why, view }: ClaimRow): string {
  const [claim, ...others] = [statement, notebook, run, seeds].map(escapeHtml);
  const link =
    view === undefined ? '' : ` <a class="live" href="${view}" aria-label="${claim}, on the page">on the page</a>`;
  const cells = [
    `<a href="#${id}">${claim}</a>${small(measure)}${link}`,
    ...others,
    `${verdictHtml(verdict)}${small(why)}`,
  ];
  return `<tr id="${id}" data-verdict="${verdict}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** Claims as a table: each row has the claim's id as its address, and its verdict for the filter. */
export const claimsTable = (claims: readonly ClaimRow[]): string =>
  `<table class="claims"><thead><tr>${HEAD}</tr></thead><tbody>${claims.map(row).join('\n')}</tbody></table>`;

/** A table that the keyboard can scroll; what takes the focus needs a name. */
export const scrollable = (table: string, label: string): string =>
  `<div class="scroll" tabindex="0" role="group" aria-label="Table: ${label}">${table}</div>\n`;
