// npm itself against a registry of our own on the loopback.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { inTempFolder } from '@reprise/base';
import { serve } from '@reprise/base/testing';
import { readLockfile } from '../lockfile';
import { askAudit, type AuditAnswer } from './ask-audit';
import { lockedPackages } from './locked-packages';

type Asked = Record<string, string[]>;

const advisory = (id: string, versions: string): object => ({
  id: 1,
  url: `https://github.com/advisories/${id}`,
  title: 'made up for a test',
  severity: 'high',
  vulnerable_versions: versions,
  cwe: [],
  cvss: { score: 0, vectorString: null },
});
const MINIMIST = { minimist: [advisory('GHSA-xvch-5gv4-984h', '<1.2.6')] };

/** Answers npm's question about advisories, and knows no package beside. */
const registry =
  (answer: (asked: Asked) => object | number) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const known = request.url === '/-/npm/v1/security/advisories/bulk';
      const body = Buffer.concat(parts);
      const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      const answered = known ? answer(JSON.parse(plain.toString()) as Asked) : 404;
      response.writeHead(typeof answered === 'number' ? answered : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(typeof answered === 'number' ? {} : answered));
    });
  };

const ask = (url: string): Promise<AuditAnswer> =>
  inTempFolder((cache) => askAudit([`--registry=${url}`, `--cache=${cache}`, '--fetch-retries=0']));

test('asks about every package of the lockfile, and takes no advisory for an answer from a registry that knows others', async () => {
  const asked: Asked[] = [];
  const answer = await serve(
    registry((names) => {
      asked.push(names);
      return Object.keys(names).length === 1 ? MINIMIST : {};
    }),
    ask,
  );
  expect(answer).toEqual({ advisories: [] });
  const packages = lockedPackages(readLockfile());
  for (const { name, version } of packages) expect(asked[0][name]).toContain(version);
  expect(asked[1]).toEqual({ minimist: ['0.0.8'] });
});

test('an advisory is told once, whatever depends on the package', async () => {
  const answer = await serve(
    registry(() => ({ tar: [advisory('GHSA-made-upup-tars', '<=7.5.23'), advisory('GHSA-made-upup-olds', '<1')] })),
    ask,
  );
  expect(answer).toEqual({
    advisories: [
      { id: 'GHSA-made-upup-tars', package: 'tar', title: 'made up for a test', severity: 'high', range: '<=7.5.23' },
    ],
  });
});

test('a registry that knows no advisory at all does not answer', async () => {
  expect(
    await serve(
      registry(() => ({})),
      ask,
    ),
  ).toEqual({
    unanswered: 'the registry has no advisory about minimist 0.0.8 either, so it knows none',
  });
});

test('a registry that refuses the question does not answer, and its address is not told', async () => {
  expect(
    await serve(
      registry(() => 405),
      ask,
    ),
  ).toEqual({ unanswered: '405 Method Not Allowed' });
});

test('no registry, no answer', async () => {
  expect(await ask('http://127.0.0.1:9/')).toEqual({ unanswered: 'ECONNREFUSED' });
});
