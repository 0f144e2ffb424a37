import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { checkFetched } from './check-fetched';
import { fetchedBesideNpm, pythonPackages, REQUIREMENTS } from './fetched';
import pythonLicences from './python-licences.json';
import { readRequirements } from './read-requirements';

const fetched = fetchedBesideNpm();
const read = (file: string): string => readFileSync(join(repositoryRoot(), file), 'utf8');

/** The sources that fetch something, and lists of what they fetch: all but tests. */
const sources = execFileSync('git', ['ls-files', 'packages', 'apps'], { cwd: repositoryRoot(), encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.ts$|\/wheels\.json$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file))
  .map(read);

test('all is verified by SHA-256', () => {
  expect(checkFetched(fetched).failures).toEqual([]);
  const bad = { ...fetched[0], name: 'bad', sha256: [], files: [] };
  expect(checkFetched([...fetched, bad]).failures).toEqual([expect.stringMatching(/^bad: is fetched without/)]);
});

test('each digest that the sources pin is listed', () => {
  const listed = JSON.stringify(fetched);
  const pinned = sources.flatMap((text) =>
    [...text.matchAll(/['"]([0-9a-f]{64}|[0-9a-f]{32})['"]/g)].map(([, digest]) => digest),
  );
  expect(pinned.length).toBeGreaterThan(40);
  expect([...new Set(pinned)].filter((digest) => !listed.includes(digest))).toEqual([]);
});

test('each address that the sources fetch from is listed, and stands in docs/supply-chain.md', () => {
  const hosts = sources.flatMap((text) =>
    [...text.matchAll(/\burl: [`']https?:\/\/([^/`'$]+)/g)].map(([, host]) => host).filter((host) => host !== ''),
  );
  expect(hosts.length).toBeGreaterThanOrEqual(4);
  const page = read('docs/supply-chain.md');
  for (const host of new Set(hosts)) {
    expect(fetched.some(({ description }) => description.includes(host))).toBe(true);
    expect(page).toContain(host);
  }
});

test('no digest is listed that nothing verifies', () => {
  const texts = [...sources, ...Object.keys(REQUIREMENTS).map(read)].join();
  const carried = /^packages\/.*\.ttf$/;
  const all = fetched.flatMap(({ sha256, md5, files }) => [
    ...sha256,
    ...(md5 === undefined ? [] : [md5]),
    ...files.filter(({ name }) => !carried.test(name)).map((file) => file.sha256),
  ]);
  expect(all.filter((digest) => !texts.includes(digest))).toEqual([]);
});

test.each(Object.keys(REQUIREMENTS))(
  '%s pins what it asks for and all that that needs, and pip takes no other file',
  (file) => {
    const text = read(file);
    expect(text).toMatch(/^--require-hashes$/m);
    // A source package would run its setup.
    expect(text).toMatch(/^--only-binary :all:$/m);
    const pinned = readRequirements(text);
    for (const pin of read(file.replace(/txt$/, 'in')).trim().split('\n'))
      expect(pinned.map(({ name, version }) => `${name}==${version}`)).toContain(pin);
    expect(pinned.filter(({ sha256 }) => sha256.length === 0)).toEqual([]);
  },
);

test('each Python package has its licence, and no other stands there', () => {
  const names = [...new Set(pythonPackages().map(({ name }) => name))].sort();
  expect(names).toEqual(Object.keys(pythonLicences));
});

test.each(['keras', '-r other.txt', 'keras>=3', '--index-url elsewhere', '--hash=sha256:00'])(
  'a line %p is refused',
  (line) => {
    expect(() => readRequirements(line)).toThrow('no pin and no digest');
  },
);
