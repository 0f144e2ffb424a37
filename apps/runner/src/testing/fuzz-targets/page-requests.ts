import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { mutatedBytes, hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { reportReply } from '../../serve/report-reply';
import { servePage } from '../../serve/serve-page';

const FILES: Record<string, string> = { 'index.html': 'the page', 'main.js': 'a script', 'models/w.bin': 'weights' };
const REPORT = 'the report';
const SERVED = [...Object.values(FILES), REPORT];
const SECRET = 'not for browsers';
const NAMES = [...Object.keys(FILES), 'link.txt'];
const STATUSES = ['200', '304', '400', '404', '405', '408', '413', '431', '505'];

/** Folders of a page and of a report, each with a file that is not served, and a link out of the page's. */
function site(parent: string): { folder: string; report: string } {
  const [folder, report] = [join(parent, 'page'), join(parent, 'report')];
  mkdirSync(join(folder, 'models'), { recursive: true });
  writeFileSync(join(parent, 'secret.txt'), SECRET);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'other.txt'), SECRET);
  symlinkSync(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  mkdirSync(report, { recursive: true });
  writeFileSync(join(report, 'report.html'), REPORT);
  writeFileSync(join(report, 'results.json'), SECRET);
  return { folder, report };
}

/** The response to some bytes, until the connection ends or is silent for `patience` milliseconds. */
const ask = (port: number, bytes: Buffer, patience: number): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined); // a reset; a later request checks that the server still runs
    socket.on('close', () => resolve(answer));
  });

const get = (path: string, more = ''): Buffer =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${more}\r\n`);

const steps = fc.constantFrom(
  '..',
  '.',
  '%2e%2e',
  '..%2f',
  '..%5c',
  '/',
  '\\',
  '%00',
  '%',
  'secret.txt',
  'other.txt',
  'link.txt',
  'index.html',
  'report.html',
  'report',
  'results.json',
  'models',
  'w.bin',
  '?',
  '#',
  '//',
  '%c0%ae',
  '%252e',
);

export default fuzzTarget({
  name: 'requests to the page’s server',
  weight: 0.2,
  input: fc.oneof(
    fc.array(fc.oneof(steps, hostileText), { maxLength: 6 }).map((parts) => get(`/${parts.join('/')}`)),
    fc.constantFrom(...Object.keys(FILES), 'report.html').map((name) => get(`/${name}`)),
    fc.constantFrom('bytes=5-2', 'bytes=-1', 'x').map((range) => get('/index.html', `Range: ${range}\r\n`)),
    mutatedBytes(
      get('/index.html', 'Range: bytes=0-1\r\nIf-None-Match: "x"\r\n'),
      get('/../secret.txt'),
      get('/report.html?live'),
    ),
  ),
  async read(bytes, { folder }) {
    const { folder: page, report } = site(folder);
    const repliers = new Map([['report.html', reportReply(report)]]);
    const { url, close } = await servePage(page, NAMES, { host: '127.0.0.1', port: 0 }, repliers);
    const port = Number(new URL(url).port);
    try {
      const answer = await ask(port, bytes, 100);
      if (answer.includes(SECRET)) throw new Error('the secret');
      const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? '';
      if (answer !== '' && !STATUSES.includes(status)) throw new Error(`answers ${answer.slice(0, 200)}`);
      const body = answer.split('\r\n\r\n')[1] ?? '';
      if (status === '200' && body !== '' && !SERVED.some((text) => body.includes(text)))
        throw new Error(`gives ${body.slice(0, 200)}`);
      if (!(await ask(port, get('/'), 3000)).includes('the page')) throw new Error('no page any more');
      return status === '200' ? 'read' : 'refused';
    } finally {
      await close();
    }
  },
});
