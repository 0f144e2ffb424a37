import type { JSX } from 'preact';
import { visible } from '../parts/format';
import { Num } from '../parts/number';
import type { Changed } from './changed-rows';

/** The most URLs that a list shows. */
const MOST = 20;

/** Rows that change sides, with their URLs as text: they are never links. */
export function ChangedUrls(props: {
  title: string;
  rows: readonly Changed[];
  urls: ReadonlyMap<number, string>;
}): JSX.Element {
  const { title, rows, urls } = props;
  return (
    <section class="changed" aria-label={title}>
      <h4>
        {title}: {rows.length}
      </h4>
      <ul>
        {rows.slice(0, MOST).map(({ row, probability }) => (
          <li key={row}>
            <code>{[...urls.get(row)!].map(visible).join('')}</code> <Num value={probability} />
          </li>
        ))}
      </ul>
      {rows.length > MOST && <p class="hint">The {MOST} nearest to the threshold are shown.</p>}
    </section>
  );
}
