import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { HEADERS } from './headers';

const policy = HEADERS['Content-Security-Policy'].split('; ');

test('the policy allows the page’s own files alone, and no code that is not in one', () => {
  expect(policy[0]).toBe("default-src 'none'");
  const sources = policy.flatMap((directive) => directive.split(' ').slice(1));
  expect(sources.filter((source) => !["'none'", "'self'", 'data:'].includes(source))).toEqual([]);
  expect(policy.filter((directive) => directive.includes('data:'))).toEqual(['img-src data:']);
  for (const directive of ['base-uri', 'form-action', 'frame-ancestors'])
    expect(policy).toContain(`${directive} 'none'`);
});

test('the page itself says the same, for hosts that send no header', () => {
  const page = readFileSync(join(repositoryRoot(), 'apps/page/src/static/index.html'), 'utf8');
  const own = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1].split('; ');
  // Browsers take this one from a header only.
  expect(own).toEqual(policy.filter((directive) => !directive.startsWith('frame-ancestors')));
});
