// Runs npm against a registry on the loopback.
import type { RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { inTempFolder } from '@reprise/base';
import { quiet, serve } from '@reprise/base/testing';
import { audit } from './audit';
import { readLockfile, thirdParty } from './testing/lockfile';

type Asked = Record<string, string[]>;

const advisory = (id: string, versions: string): object => ({
  id: 1,
  url: `https://github.com/advisories/${id}`,
  title: 'invented for a test',
  severity: 'low',
  vulnerable_versions: versions,
  cwe: [],
  cvss: { score: 0, vectorString: null },
});
const MINIMIST = { minimist: [advisory('GHSA-xvch-5gv4-984h', '<1.2.6')] };

/** Answers npm's question about advisories: with a body, or with a status. */
const registry =
  (answer: (asked: Asked) => object | number): RequestListener =>
  async (request, response) => {
    const asked = request.url === '/-/npm/v1/security/advisories/bulk';
    const zipped = request.headers['content-encoding'] === 'gzip';
    const answered = asked ? answer((await json(zipped ? request.pipe(createGunzip()) : request)) as Asked) : 404;
    response.writeHead(typeof answered === 'number' ? answered : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(typeof answered === 'number' ? {} : answered));
  };

const ask = (url: string): Promise<number> =>
  inTempFolder((cache) => audit([`--registry=${url}`, `--cache=${cache}`, '--fetch-retries=0']));
const askRegistry = (answer: (asked: Asked) => object | number): Promise<number> => serve(registry(answer), ask);

beforeEach(() => {
  quiet();
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

test('0 if there are no advisories, for each package of the lockfile', async () => {
  const questions: Asked[] = [];
  const status = await askRegistry((asked) => {
    questions.push(asked);
    return Object.keys(asked).length === 1 ? MINIMIST : {};
  });
  expect(status).toBe(0);
  for (const { name, version } of thirdParty(readLockfile())) expect(questions[1][name]).toContain(version);
});

test('1 if there is one, and the report names it', async () => {
  const found = { ...MINIMIST, tar: [advisory('GHSA-aaaa-bbbb-cccc', '*')] };
  expect(await askRegistry(() => found)).toBe(1);
  expect(console.log).toHaveBeenCalledWith(expect.stringContaining('GHSA-aaaa-bbbb-cccc'));
});

test('1 if the registry stops answering', async () => {
  expect(await askRegistry((asked) => (Object.keys(asked).length === 1 ? MINIMIST : 500))).toBe(1);
  expect(console.log).toHaveBeenCalledWith(expect.stringContaining('audit endpoint returned an error'));
});

test.each<[string, () => Promise<number>]>([
  ['reports no advisories at all', () => askRegistry(() => ({}))],
  ['refuses the question', () => askRegistry(() => 405)],
  ['is not reachable', () => ask('http://127.0.0.1:9/')],
])('2 if the registry %s', async (_, asking) => {
  expect(await asking()).toBe(2);
  expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/npm audit: advisories are unknown/));
});
