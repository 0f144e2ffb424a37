import { printable } from '@reprise/base';
import type { Why } from '@reprise/text/verdict';

/** A logit with its sign and the digits that a reader can add up. */
const signed = (logit: number): string => `${logit < 0 ? '-' : '+'}${Math.abs(logit).toFixed(2)}`;

/**
 * Why a model says so, as lines below its verdict: what each part of the URL adds to the logit of the empty URL, their sum,
 * and the remarks.
 */
export function whyLines({ unread, baseline, parts, logit, remarks }: Why): string {
  const rows = [
    ['the empty URL', baseline],
    ...parts.map(({ text, contribution }) => [printable(text), contribution] as const),
    ['sum: the logit of malicious', logit],
  ] as const;
  const width = Math.max(...rows.map(([text]) => text.length));
  const lines = rows.map(([text, value]) => `${text.padEnd(width)}  ${signed(value).padStart(7)}`);
  const cut = unread === '' ? [] : [`Characters in front that are not read: ${[...unread].length}.`];
  return [...lines, ...cut, ...remarks].map((line) => `    ${line}\n`).join('');
}
