import type { JSX } from 'preact';
import type { WatchedRun, WatchedTask } from '../../watch-state';
import { duration } from './times';

const STATES: Record<WatchedTask['state'], string> = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  cached: 'from the cache',
  failed: 'failed',
  stopped: 'stopped',
  skipped: 'not run',
};

function timeOf({ state, start, end, before }: WatchedTask, now: number): string {
  if (state === 'cached') return '';
  if (start !== null && (end !== null || state === 'running')) return duration((end ?? now) - start);
  return before === null ? '' : `took ${duration(before)} before`;
}

interface QueueProps {
  run: WatchedRun;
  /** The server's clock. */
  now: number;
  /** The key of the task whose log is shown. */
  chosen: string | undefined;
  onChoose: (key: string) => void;
}

/** The tasks of a run: what ran, runs and waits. */
export const Queue = ({ run, now, chosen, onChoose }: QueueProps): JSX.Element => (
  <table class="queue">
    <caption>{summaryOf(run)}</caption>
    <thead>
      <tr>
        <th scope="col">Task</th>
        <th scope="col">State</th>
        <th scope="col">Time</th>
      </tr>
    </thead>
    <tbody>
      {run.tasks.map((task) => (
        <tr key={task.key} class={task.state}>
          <td>
            <button type="button" aria-pressed={task.key === chosen} onClick={() => onChoose(task.key)}>
              {task.id}
            </button>
            {task.says && <span class="says">{task.says}</span>}
          </td>
          <td>{STATES[task.state]}</td>
          <td>{timeOf(task, now)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** @example '7 of 17 tasks have ended, 4 of them from the cache' */
export function summaryOf({ tasks }: WatchedRun): string {
  const cached = tasks.filter(({ state }) => state === 'cached').length;
  const ended = cached + tasks.filter(({ state }) => state === 'done' || state === 'failed').length;
  return `${ended} of ${tasks.length} tasks have ended${cached > 0 ? `, ${cached} of them from the cache` : ''}`;
}
