import { URL_MODELS, type UrlModel, verdict } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ModelEntry, PageData } from '../../page-data';
import { ListForm } from '../list/list-form';
import { type Column, type ListRow, listRows, rowsCsv, sorted } from '../list/list-rows';
import { ListTable, type Order } from '../list/list-table';
import type { UrlList } from '../list/read-list';
import { saveFile } from '../list/save-file';
import { useClassified } from '../list/use-classified';
import { useModel } from '../models/models';
import { announce } from '../parts/announce';
import { count } from '../parts/format';
import { ModelCard } from '../parts/model-card';
import { useParam } from '../route';

const COLUMNS: readonly Column[] = ['row', 'url', ...URL_MODELS];

/** The order that the address names, such as `-birnn`: the largest probability of the RNN first. */
function orderOf(text: string): Order {
  const column = COLUMNS.find((name) => name === text.replace(/^-/, '')) ?? 'row';
  return { column, sign: text.startsWith('-') ? -1 : 1 };
}

/** How many rows each model calls malicious, as a sentence. */
function counts(rows: readonly ListRow[], models: readonly { name: UrlModel; title: string }[]): string {
  const asked = rows.filter(({ refused }) => refused === undefined);
  const malicious = (name: UrlModel): number =>
    asked.filter(({ url, probabilities: { [name]: p } }) => p !== undefined && verdict(url, p).verdict === 'malicious')
      .length;
  const words = models.map(({ name, title }) => `${title}: ${count(malicious(name))} malicious`);
  const refused = rows.length - asked.length;
  return `${words.join(', ')}${refused > 0 ? `, ${count(refused)} refused` : ''}.`;
}

interface ResultProps {
  list: UrlList;
  models: readonly { name: UrlModel; title: string }[];
  /** Whether all of them are loaded. */
  loaded: boolean;
}

/** A list with its verdicts as they come. */
function Result({ list, models, loaded }: ResultProps): JSX.Element {
  const [rows] = useState(() => listRows(list.urls));
  const [sort, setSort] = useParam('sort', 'row');
  const { done, running, why, stop } = useClassified(rows, loaded ? models.map(({ name }) => name) : undefined);
  const order = orderOf(sort);
  const ended = !running && !why;
  useEffect(() => {
    if (ended) announce(counts(rows, models));
  }, [ended]);
  return (
    <div aria-busy={running}>
      <p id="list-progress">
        Read as {list.format === 'csv' ? 'CSV, column url' : 'text, one URL per line'}. {count(done)} of{' '}
        {count(rows.length)} classified. {counts(rows, models)}
      </p>
      <progress max={rows.length} value={done} aria-labelledby="list-progress" />
      {why && (
        <p class="problem" role="alert">
          {why} Reload the page, or build it again.
        </p>
      )}
      <div class="list-tools">
        <button type="button" disabled={!running} onClick={stop}>
          Stop
        </button>
        <button
          type="button"
          onClick={() => saveFile('verdicts.csv', 'text/csv', rowsCsv(sorted(rows, order.column, order.sign)))}
        >
          Save as CSV
        </button>
      </div>
      <ListTable
        rows={rows}
        done={done}
        models={models}
        order={order}
        onOrder={({ column, sign }) => setSort(`${sign === -1 ? '-' : ''}${column}`)}
      />
    </div>
  );
}

/** Classifies a list of URLs with both URL models. */
export default function ListView({ data }: { data: PageData }): JSX.Element {
  const [entries] = useState(() =>
    URL_MODELS.map((name) => data.models.find((model) => model.name === name) as ModelEntry & { name: UrlModel }),
  );
  const states = entries.map(useModel);
  const [list, setList] = useState<UrlList>();
  const [count, setCount] = useState(0);
  const loading = states.some(({ state }) => state === 'loading');
  const usable = entries.filter((_, i) => ['loading', 'ready'].includes(states[i].state));
  return (
    <>
      <p>
        Everything stays in this tab: the list is neither sent nor stored. The models know the form of two lists of host
        names, not danger. Not for deciding about real traffic.
      </p>
      {entries.map(
        (model, i) =>
          !usable.includes(model) && (
            <ModelCard key={model.name} model={model} command={data.command} state={states[i]} busy={false}>
              {undefined}
            </ModelCard>
          ),
      )}
      {usable.length > 0 && (
        <ListForm
          onList={(next) => {
            setList(next);
            setCount(count + 1);
          }}
        />
      )}
      {list && <Result key={count} list={list} models={usable} loaded={!loading} />}
    </>
  );
}
