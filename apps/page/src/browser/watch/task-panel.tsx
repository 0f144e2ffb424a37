import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { WatchedCurves, WatchedTask } from '../../watch-state';
import { CurvesPlot } from '../parts/curves-plot';
import { duration } from './times';
import { usePoll } from './use-poll';

const json = (response: Response): Promise<WatchedCurves> => response.json();
const text = (response: Response): Promise<string> => response.text();

const PLOTS = [
  { title: 'Loss', names: ['loss', 'val_loss'] },
  { title: 'Accuracy', names: ['acc', 'val_acc'] },
];

/** A training's curves over the notebook's. */
function Curves({ task }: { task: WatchedTask }): JSX.Element | null {
  const { value } = usePoll(`watch/curves?task=${task.key}`, json);
  if (value === undefined) return null;
  const { title, epochs, seconds, curves } = value;
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  return (
    <>
      <p class="epochs">
        {title}: {epochs === 0 ? 'no epoch is complete yet' : `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} complete`}
        {seconds.length > 0 && `, ${duration(mean * 1000)} each`}
      </p>
      <div class="plots">
        {PLOTS.map(({ title: plot, names }) => {
          const shown = curves.filter(({ name }) => names.includes(name));
          return shown.length > 0 && <CurvesPlot key={plot} title={plot} curves={shown} />;
        })}
      </div>
    </>
  );
}

/** What a task prints, scrolled to its end unless the reader has scrolled up. */
function Log({ task }: { task: WatchedTask }): JSX.Element {
  const { value = '' } = usePoll(`watch/log?task=${task.key}`, text);
  const place = useRef<HTMLPreElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (follows.current && place.current) place.current.scrollTop = place.current.scrollHeight;
  }, [value]);
  return (
    <>
      <h3 id="log-title">Log</h3>
      <pre
        ref={place}
        id="log"
        tabIndex={0}
        role="region"
        aria-labelledby="log-title"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          follows.current = scrollTop + clientHeight > scrollHeight - 8;
        }}
      >
        {value || 'Nothing is printed yet.'}
      </pre>
    </>
  );
}

/** The curves and the log of a task. */
export const TaskPanel = ({ task }: { task: WatchedTask }): JSX.Element => (
  <section class="task-panel" aria-labelledby="task-title">
    <h3 id="task-title">{task.id}</h3>
    {task.trains && <Curves task={task} />}
    <Log task={task} />
  </section>
);
