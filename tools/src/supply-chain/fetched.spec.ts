import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { fetchedComponents as fetched, REQUIREMENTS } from './fetched';
import pythonLicences from './python-licences.json';

const read = (file: string): string => readFileSync(join(repositoryRoot(), file), 'utf8');

/** All sources but tests. */
const sources = execFileSync('git', ['ls-files', 'packages', 'apps'], { cwd: repositoryRoot(), encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.ts$|\/pins\.json$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file))
  .map(read);

test('each component has its own reference and a SHA-256', () => {
  expect(new Set(fetched.map((one) => one['bom-ref'])).size).toBe(fetched.length);
  expect(fetched.filter((one) => !/"SHA-256","content":"[0-9a-f]{64}"/.test(JSON.stringify(one)))).toEqual([]);
});

test('each digest in the sources is listed', () => {
  const listed = JSON.stringify(fetched);
  const digests = sources.flatMap((text) =>
    [...text.matchAll(/['"]([0-9a-f]{64}|[0-9a-f]{32})['"]/g)].map(([, digest]) => digest),
  );
  expect(digests.length).toBeGreaterThan(40);
  expect(digests.filter((digest) => !listed.includes(digest))).toEqual([]);
});

test('docs/supply-chain.md names each host that the sources fetch from', () => {
  const hosts = sources.flatMap((text) =>
    [...text.matchAll(/\burl"?: [`'"]https?:\/\/([^/`'"$]+)/g)].map(([, host]) => host),
  );
  expect(hosts.length).toBeGreaterThanOrEqual(4);
  for (const host of hosts) expect(read('docs/supply-chain.md')).toContain(host);
});

test.each(REQUIREMENTS)('%s pins all packages by digest, and pip takes wheels only', (file) => {
  const text = read(file);
  expect(text).toMatch(/^--require-hashes$/m);
  // Source packages run code when they are installed.
  expect(text).toMatch(/^--only-binary :all:$/m);
  const refs = fetched.map((one) => one['bom-ref']);
  for (const pin of read(file.replace(/txt$/, 'in')).trim().split('\n'))
    expect(refs).toContain(`pkg:pypi/${pin.replace('==', '@')} (${file})`);
  // One component for each requirement.
  const requirements = text.split('\n').filter((line) => /^[^#\s-]/.test(line));
  expect(refs.filter((ref) => ref.endsWith(`(${file})`))).toHaveLength(requirements.length);
});

test('python-licences.json lists the packages of the requirements files, and no others', () => {
  const names = fetched.filter((one) => REQUIREMENTS.some((file) => one['bom-ref'].endsWith(`(${file})`)));
  expect([...new Set(names.map(({ name }) => name))].sort()).toEqual(Object.keys(pythonLicences));
});
