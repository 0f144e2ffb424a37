import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { repositoryRoot, tempFolder } from '@reprise/base';
import type { Profile } from '@reprise/records';
import type { Served } from '../serve/listen';
import { type Replier, type Reply, servePage } from '../serve/serve-page';
import { pageFolder } from './page-folder';
import { readCurves } from './read-curves';
import { readRuns, type RecordedRun } from './read-runs';
import { findTask, readLog, watchState } from './watch-state';

const json = (value: unknown): Reply => ({ type: 'application/json', body: JSON.stringify(value) });
const text = (body: string): Reply => ({ type: 'text/plain; charset=utf-8', body });

/** Whether a browser asked for this machine: any site can make its name lead here (DNS rebinding), and logs are private. */
const asksThisMachine = ({ headers: { host = '' } }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);

/**
 * What the server of {@link serveWatch} sends beside the page: `watch.json` (WatchState), and of the task that `?task=` names
 * `watch/curves` (WatchedCurves) and `watch/log` (text).
 * @param root of the repository whose runs are watched
 * @param now milliseconds since 1970
 */
export function watchRepliers(root: string, now: () => number): Map<string, Replier> {
  const runs = (): Promise<RecordedRun[]> => readRuns(join(root, '.reprise', 'runs'));
  const places = { artifacts: join(root, 'artifacts'), checkpoints: join(root, '.reprise', 'checkpoints') };
  const ofTask =
    (make: (found: NonNullable<ReturnType<typeof findTask>>) => Promise<Reply | undefined>): Replier =>
    async (query) => {
      const found = findTask(await runs(), query.get('task') ?? '');
      return found && make(found);
    };
  const repliers: Record<string, Replier> = {
    'watch.json': async () => json(await watchState(await runs(), now())),
    'watch/log': ofTask(async ({ run, index }) => text(await readLog(run, index))),
    'watch/curves': ofTask(async ({ task }) => {
      const curves = await readCurves(task, places);
      return curves && json(curves);
    }),
  };
  const guarded = Object.entries(repliers).map(([name, replier]): [string, Replier] => [
    name,
    async (query, request) => (asksThisMachine(request) ? replier(query, request) : undefined),
  ]);
  return new Map(guarded);
}

/**
 * Serves the page with the runs of this repository, to this machine only.
 * @param profile of the models in it
 * @param port 0 for any free one
 * @throws Problem when the port is in use
 */
export async function serveWatch(profile: Profile, seed: number, port: number): Promise<Served> {
  const temporary = tempFolder();
  const remove = (): Promise<void> => rm(temporary, { recursive: true, force: true });
  try {
    const { folder, names } = await pageFolder(temporary, profile, seed);
    const repliers = watchRepliers(repositoryRoot(), Date.now);
    const { url, address, close } = await servePage(folder, names, { host: '127.0.0.1', port }, repliers);
    return { url: `${url}#watch`, address, close: () => close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
