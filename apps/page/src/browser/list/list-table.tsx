import { type UrlModel, verdict } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { count, visible } from '../parts/format';
import { Num } from '../parts/number';
import { type Column, type ListRow, sorted } from './list-rows';

/** Rows on a page of the table. */
const PAGE = 100;
/** Characters of a URL that are shown. */
const SHOWN = 200;

function shownUrl(url: string): string {
  const characters = [...url];
  const start = characters.slice(0, SHOWN).map(visible).join('');
  return characters.length > SHOWN ? `${start}… ${characters.length - SHOWN} more` : start;
}

function Answer({ row: { url, probabilities }, model }: { row: ListRow; model: UrlModel }): JSX.Element {
  const probability = probabilities[model];
  if (probability === undefined) return <td />;
  const ours = verdict(url, probability).verdict;
  return (
    <td data-verdict={ours}>
      <span class="word">{ours}</span> <Num value={probability} />
    </td>
  );
}

/** A column, ascending (1) or descending (-1). */
export interface Order {
  column: Column;
  sign: 1 | -1;
}

interface HeadProps {
  column: Column;
  title: string;
  order: Order;
  onOrder: (order: Order) => void;
}

/** A column's head, which sorts by it, and back to front at the second click. */
function Head({ column, title, order, onOrder }: HeadProps): JSX.Element {
  const direction = order.column !== column ? undefined : order.sign === 1 ? 'ascending' : 'descending';
  const arrow = { ascending: '▲', descending: '▼', none: '↕' }[direction ?? 'none'];
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" onClick={() => onOrder({ column, sign: direction === 'ascending' ? -1 : 1 })}>
        {title} <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  );
}

interface ListTableProps {
  rows: readonly ListRow[];
  /** Changes when rows got answers. */
  done: number;
  /** Those with a column. */
  models: readonly { name: UrlModel; title: string }[];
  order: Order;
  onOrder: (order: Order) => void;
}

/** The list, a hundred rows at a time. */
export function ListTable({ rows, done, models, order, onOrder }: ListTableProps): JSX.Element {
  const { column, sign } = order;
  const [at, setAt] = useState(0);
  const inOrder = useMemo(() => sorted(rows, column, sign), [rows, done, column, sign]);
  const pages = Math.ceil(rows.length / PAGE);
  const page = Math.min(at, pages - 1);
  const first = page * PAGE;
  const shown = inOrder.slice(first, first + PAGE);
  const heads: [Column, string][] = [
    ['row', 'Row'],
    ['url', 'URL'],
    ...models.map(({ name, title }) => [name, title] as [Column, string]),
  ];
  return (
    <>
      <div class="list-rows" role="region" aria-labelledby="list-caption" tabIndex={0}>
        <table>
          <caption id="list-caption">
            Rows {count(first + 1)} to {count(first + shown.length)} of {count(rows.length)}, with the probability of
            malicious
          </caption>
          <thead>
            <tr>
              {heads.map(([name, title]) => (
                <Head key={name} column={name} title={title} order={order} onOrder={onOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.row}>
                <th scope="row">{row.row}</th>
                <td class="url">
                  <code>{shownUrl(row.url)}</code>
                </td>
                {row.refused === undefined ? (
                  models.map(({ name }) => <Answer key={name} row={row} model={name} />)
                ) : (
                  <td class="refusal" colSpan={models.length}>
                    {row.refused}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <nav class="pages" aria-label="Pages of the list">
          <button type="button" disabled={page === 0} onClick={() => setAt(page - 1)}>
            Previous
          </button>
          <span>
            Page {count(page + 1)} of {count(pages)}
          </span>
          <button type="button" disabled={page === pages - 1} onClick={() => setAt(page + 1)}>
            Next
          </button>
        </nav>
      )}
    </>
  );
}
