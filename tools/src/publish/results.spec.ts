import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { protocolPage, section } from './results';

test('section', () => {
  const report = '# r\n\n## Overview\n\na\n\n### b\n\nc\n\n## Time\n\nd\n';
  expect(section(report, 'Overview')).toBe('a\n\n### b\n\nc');
  expect(section(report, 'Time')).toBe('d');
  expect(() => section(report, 'None')).toThrow('expected a section "None", found none');
});

test('docs/protocol.md has the tables of rules.json', () => {
  expect(readFileSync(join(repositoryRoot(), 'docs', 'protocol.md'), 'utf8')).toBe(protocolPage());
});
