import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, repositoryRoot } from './repository-root';

test('is where the root package.json is', () => {
  expect(JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8'))).toMatchObject({ name: 'reprise' });
  expect(artifactsDir('data', 'x')).toBe(join(repositoryRoot(), 'artifacts', 'data', 'x'));
});
