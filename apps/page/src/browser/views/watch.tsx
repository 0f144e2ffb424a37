import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WatchedRun, WatchedTask, WatchState } from '../../watch-state';
import { announce } from '../parts/announce';
import { useParam } from '../route';
import { Queue, summaryOf } from '../watch/queue';
import { TaskPanel } from '../watch/task-panel';
import { duration, moment } from '../watch/times';
import { usePoll } from '../watch/use-poll';

const json = (response: Response): Promise<WatchState> => response.json();

const STATES: Record<WatchedRun['state'], string> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  stopped: 'stopped',
};

/** The task to show by default: what trains, else what runs, else the last one that ran. */
const firstOf = ({ tasks }: WatchedRun): WatchedTask | undefined =>
  tasks.find(({ state, trains }) => state === 'running' && trains) ??
  tasks.find(({ state }) => state === 'running') ??
  tasks.findLast(({ start }) => start !== null);

function Run({ run, now }: { run: WatchedRun; now: number }): JSX.Element {
  const [key, setKey] = useParam('task', '');
  const task = run.tasks.find((one) => one.key === key) ?? firstOf(run);
  const runs = run.tasks.filter(({ state }) => state === 'running').map(({ id }) => id);
  const running = runs.length > 0 ? `Running: ${runs.join(', ')}. ` : '';
  const sentence = run.state === 'running' ? `${running}${summaryOf(run)}.` : `State of the run: ${STATES[run.state]}.`;
  useEffect(() => void announce(sentence), [sentence]);
  return (
    <div class="shown-run">
      <Queue run={run} now={now} chosen={task?.key} onChoose={setKey} />
      {task && <TaskPanel key={task.key} task={task} />}
    </div>
  );
}

/** The runs to choose from. */
const Runs = ({
  runs,
  now,
  chosen,
  onChoose,
}: WatchState & { chosen: string; onChoose: (id: string) => void }): JSX.Element => (
  <ul class="runs" aria-label="Runs">
    {runs.map(({ id, command, state, start, end }) => (
      <li key={id}>
        <button type="button" class={state} aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          <strong>{STATES[state]}</strong> {moment(start)}
          {(end !== null || state === 'running') && `, ${duration((end ?? now) - start)}`} <code>{command}</code>
        </button>
      </li>
    ))}
  </ul>
);

/** The runs of the repository as they happen, on a page that `reprise watch` serves. */
export default function WatchView(): JSX.Element {
  const { value, problem } = usePoll('watch.json', json);
  const [id, setId] = useParam('run', '');
  if (problem === 'missing')
    return (
      <p>
        This page was not served with runs. In the repository, <code>npx reprise watch</code> serves it with the curves,
        the tasks and the logs of each run while it goes; <code>npx reprise all --watch</code> starts one as well.
      </p>
    );
  const lost = problem === 'unreachable' && (
    <p class="notice" role="status">
      The server does not answer{value ? '; this was the state before' : ''}. Start it again:{' '}
      <code>npx reprise watch</code>
    </p>
  );
  if (value === undefined) return <>{lost || <p class="status">Loading…</p>}</>;
  const run = value.runs.find((one) => one.id === id) ?? value.runs[0];
  if (run === undefined)
    return (
      <>
        {lost}
        <p>
          No run is recorded yet. Start one, and it appears here: <code>npx reprise all</code>
        </p>
      </>
    );
  return (
    <>
      {lost}
      <Runs {...value} chosen={run.id} onChoose={setId} />
      <Run key={run.id} run={run} now={value.now} />
    </>
  );
}
