import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, Problem } from '@reprise/base';
import { aProblem, withEnvironment } from '@reprise/base/testing';
import { fetchCached, type Fetched } from './fetch-cached';

const fails = (found: string) => (): Promise<never> =>
  Promise.reject(new Problem({ where: 'x', expected: 'y', found, todo: 'z' }));

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

type Source = Parameters<typeof fetchCached>[0]['others'][number];
const thing = { 'thing.txt': Buffer.from('7') };

const fetchThing = (cache: string, ...others: Source[]): Promise<Fetched> =>
  fetchCached({
    what: 'thing',
    cache,
    mirrors: [],
    download: fails('no mirror'),
    async read(folder) {
      if (!existsSync(join(folder, 'thing.txt'))) return fails('nothing')();
      return { 'thing.txt': readFileSync(join(folder, 'thing.txt')) };
    },
    variable: 'REPRISE_TEST',
    others,
    todo: 'Set VARIABLE.',
  });

test('uses the first source that has the data, none after it, and the cache the next time', () =>
  inTempFolder(async (parent) => {
    const cache = join(parent, 'cache');
    const later = jest.fn();
    const sources = [
      { name: 'a', fetch: fails('noise') },
      { name: 'b', fetch: async () => thing },
      { name: 'c', fetch: later },
    ];
    expect(await fetchThing(cache, ...sources)).toEqual({ source: 'b', files: thing });
    expect(later).not.toHaveBeenCalled();
    expect(jest.mocked(console.error).mock.calls).toEqual([
      ['thing: not from cache: x: expected y, found nothing'],
      ['thing: not from your folder: REPRISE_TEST: expected a folder, found no value'],
      ['thing: not from a: x: expected y, found noise'],
      ['thing: from b'],
    ]);
    jest.mocked(console.error).mockClear();
    expect(await fetchThing(cache)).toEqual({ source: 'cache', files: thing });
    expect(console.error).not.toHaveBeenCalled();
    expect(readdirSync(cache)).toEqual(['thing.txt']);
  }));

test('lists all failures and what to do in one Problem', () =>
  inTempFolder(async (cache) => {
    await expect(fetchThing(cache, { name: 'a', fetch: fails('noise') })).rejects.toThrow(
      new Problem({
        where: 'thing',
        expected: 'a source that has it',
        found:
          'none:\n  - cache: x: expected y, found nothing' +
          '\n  - your folder: REPRISE_TEST: expected a folder, found no value\n  - a: x: expected y, found noise',
        todo: '\nSet VARIABLE.',
      }),
    );
  }));

test('stops at a bug', () =>
  inTempFolder(async (cache) => {
    const fetch = (): Promise<never> => Promise.reject(new TypeError('bug'));
    await expect(fetchThing(cache, { name: 'a', fetch }, { name: 'b', fetch: async () => thing })).rejects.toThrow(
      TypeError,
    );
  }));

test('reads the folder of the variable, and refuses other values', () =>
  inTempFolder(async (parent) => {
    const [cache, folder, file] = ['cache', 'folder', 'file'].map((name) => join(parent, name));
    const fetchFrom = (value: string): Promise<Fetched> =>
      withEnvironment({ REPRISE_TEST: value }, () => fetchThing(cache));
    writeFileSync(file, '');
    await expect(fetchFrom('')).rejects.toThrow(aProblem(/REPRISE_TEST: expected a folder, found no value/));
    for (const other of [folder, file])
      await expect(fetchFrom(other)).rejects.toThrow(aProblem(/REPRISE_TEST: .*which is not a folder/));
    mkdirSync(folder);
    writeFileSync(join(folder, 'thing.txt'), '7');
    expect(await fetchFrom(folder)).toEqual({ source: 'your folder', files: thing });
  }));
