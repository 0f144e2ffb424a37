import { request } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { HEADERS, servePage } from '../serve/serve-page';
import { recordRun } from '../testing/record-run';
import { watchRepliers } from './serve-watch';

interface Answer {
  status: number;
  type: string | undefined;
  policy: string | undefined;
  body: string;
}

/** Serves a repository with one run. */
const served = (
  work: (ask: (path: string, host?: string) => Promise<Answer>, root: string) => Promise<void>,
): Promise<void> =>
  inTempFolder(async (root) => {
    writeFileSync(join(root, 'index.html'), 'the page');
    recordRun(root, {
      start: 5,
      tasks: [
        {
          id: 'lenet:train:full',
          outputs: ['artifacts/full/lenet/seed-1'],
          state: 'running',
          start: 6,
          log: 'hello\r\n',
        },
        { id: 'data:urls:full' },
      ],
    });
    const { url, close } = await servePage(
      root,
      ['index.html'],
      { host: '127.0.0.1', port: 0 },
      watchRepliers(root, () => 77),
    );
    const { port } = new URL(url);
    const ask = (path: string, host = `127.0.0.1:${port}`): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const asked = request({ port, host: '127.0.0.1', path, headers: { host }, agent: false }, (response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => (body += chunk.toString()));
          response.on('end', () => {
            const { 'content-type': type, 'content-security-policy': policy } = response.headers;
            resolve({ status: response.statusCode ?? 0, type, policy: policy as string, body });
          });
        });
        asked.on('error', reject).end();
      });
    try {
      await work(ask, root);
    } finally {
      await close();
    }
  });

const ID = `5-${2 ** 22 + 1}`;

test('sends the runs, a task’s curves and its log, with the headers of the page', () =>
  served(async (ask) => {
    const state = await ask('/watch.json');
    expect(state).toMatchObject({ status: 200, type: 'application/json', policy: HEADERS['Content-Security-Policy'] });
    expect(JSON.parse(state.body)).toMatchObject({ now: 77, runs: [{ id: ID, state: 'stopped' }] });
    const curves = await ask(`/watch/curves?task=${ID}-0`);
    expect(JSON.parse(curves.body)).toMatchObject({ title: 'LeNet', epochs: 0 });
    expect(await ask(`/watch/log?task=${ID}-0`)).toMatchObject({
      status: 200,
      type: 'text/plain; charset=utf-8',
      policy: HEADERS['Content-Security-Policy'],
      body: 'hello\n',
    });
    expect(await ask('/')).toMatchObject({ status: 200, body: 'the page' });
  }));

test('sends nothing of a task that no run has', () =>
  served(async (ask) => {
    for (const path of [
      '/watch/log',
      '/watch/log?task=',
      `/watch/log?task=${ID}`,
      `/watch/log?task=${ID}-2`,
      `/watch/log?task=${ID}-0/../0`,
      `/watch/log?task=..%2f..%2findex.html`,
      `/watch/curves?task=${ID}-1`,
      '/watch',
      '/watch/log/',
    ])
      expect({ path, ...(await ask(path)) }).toMatchObject({ path, status: 404, body: 'Not found.\n' });
  }));

test('a site whose name leads to this machine gets nothing', () =>
  served(async (ask) => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80'])
      for (const path of ['/watch.json', `/watch/log?task=${ID}-0`])
        expect({ host, ...(await ask(path, host)) }).toMatchObject({ host, status: 404 });
    for (const host of ['localhost:8081', '[::1]:8081', '127.0.0.1'])
      expect(await ask('/watch.json', host)).toMatchObject({ status: 200 });
  }));

test('follows the files: a new run, a log that grows, a record that is half written', () =>
  served(async (ask, root) => {
    const second = recordRun(root, {
      pid: process.pid,
      start: 9,
      tasks: [{ id: 'a', state: 'running', start: 9, log: 'one\n' }],
    });
    const runs = async (): Promise<string[]> =>
      JSON.parse((await ask('/watch.json')).body).runs.map(({ id }: { id: string }) => id);
    expect(await runs()).toEqual([second, ID]);
    writeFileSync(join(root, '.reprise', 'runs', second, '0.log'), 'one\ntwo');
    expect((await ask(`/watch/log?task=${second}-0`)).body).toBe('one\ntwo');
    writeFileSync(join(root, '.reprise', 'runs', second, 'run.json'), '{"schema":');
    expect(await runs()).toEqual([ID]);
  }));
