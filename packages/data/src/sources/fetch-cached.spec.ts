import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, Problem } from '@reprise/base';
import { fetchCached, type Fetched, type Source } from './fetch-cached';

const fails = (found: string) => (): Promise<never> =>
  Promise.reject(new Problem({ where: 'x', expected: 'y', found, todo: 'z' }));

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

const fetchThing = (cache: string, ...sources: Source<string>[]): Promise<Fetched<string>> =>
  fetchCached({
    what: 'thing',
    cache,
    read: async (folder) => {
      if (!existsSync(join(folder, 'thing.txt'))) return fails('nothing')();
      return readFileSync(join(folder, 'thing.txt'), 'utf8');
    },
    sources,
    files: (value) => ({ 'thing.txt': Buffer.from(value) }),
    todo: 'Set VARIABLE.',
  });

test('uses the first source that has the data, none after it, and the cache the next time', () =>
  inTempFolder(async (parent) => {
    const cache = join(parent, 'cache');
    const later = jest.fn();
    const sources = [
      { name: 'a', fetch: fails('noise') },
      { name: 'b', fetch: async () => '7' },
      { name: 'c', fetch: later },
    ];
    expect(await fetchThing(cache, ...sources)).toEqual({ source: 'b', value: '7' });
    expect(later).not.toHaveBeenCalled();
    expect(jest.mocked(console.error).mock.calls).toEqual([
      ['thing: not from cache: x: expected y, found nothing'],
      ['thing: not from a: x: expected y, found noise'],
      ['thing: from b'],
    ]);
    jest.mocked(console.error).mockClear();
    expect(await fetchThing(cache)).toEqual({ source: 'cache', value: '7' });
    expect(console.error).not.toHaveBeenCalled();
    expect(readdirSync(cache)).toEqual(['thing.txt']);
  }));

test('lists all failures and what to do in one Problem', () =>
  inTempFolder(async (cache) => {
    await expect(fetchThing(cache, { name: 'a', fetch: fails('noise') })).rejects.toThrow(
      new Problem({
        where: 'thing',
        expected: 'a source that has it',
        found: 'none:\n  - cache: x: expected y, found nothing\n  - a: x: expected y, found noise',
        todo: '\nSet VARIABLE.',
      }),
    );
  }));

test('stops at a bug', () =>
  inTempFolder(async (cache) => {
    const fetch = (): Promise<never> => Promise.reject(new TypeError('bug'));
    await expect(fetchThing(cache, { name: 'a', fetch }, { name: 'b', fetch: async () => '7' })).rejects.toThrow(
      TypeError,
    );
  }));
