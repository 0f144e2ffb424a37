import { putBetweenMarks } from './marks';
import { section } from './publish-results';

test('section', () => {
  const report = '# r\n\n## Overview\n\na\n\n### b\n\nc\n\n## Time\n\nd\n';
  expect(section(report, 'Overview')).toBe('a\n\n### b\n\nc');
  expect(section(report, 'Time')).toBe('d');
  expect(() => section(report, 'None')).toThrow('expected a section "None", found none');
});

test('putBetweenMarks replaces what stood there, dollar signs and all', () => {
  const page = 'a\n<!-- results: x -->\nold\n<!-- /results -->\nb';
  const once = putBetweenMarks(page, 'results', 'new $1');
  expect(once).toBe('a\n<!-- results: x -->\n\nnew $1\n\n<!-- /results -->\nb');
  expect(putBetweenMarks(once, 'results', 'new $1')).toBe(once);
});
