import { section } from './results';

test('section', () => {
  const report = '# r\n\n## Overview\n\na\n\n### b\n\nc\n\n## Time\n\nd\n';
  expect(section(report, 'Overview')).toBe('a\n\n### b\n\nc');
  expect(section(report, 'Time')).toBe('d');
  expect(() => section(report, 'None')).toThrow('expected a section "None", found none');
});
