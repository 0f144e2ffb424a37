import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, repositoryRoot } from './repository-root';

test('is the folder of the root package.json', () => {
  expect(JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8'))).toMatchObject({ name: 'reprise' });
  expect(artifactsDir('data', 'x')).toBe(join(repositoryRoot(), 'artifacts', 'data', 'x'));
});
