import { putBetweenMarks } from './put-between-marks';

test('replaces the text between the marks, dollar signs included', () => {
  const page = 'a\n<!-- results: x -->\nold\n<!-- /results -->\nb';
  const once = putBetweenMarks(page, 'results', 'new $1');
  expect(once).toBe('a\n<!-- results: x -->\n\nnew $1\n\n<!-- /results -->\nb');
  expect(putBetweenMarks(once, 'results', 'new $1')).toBe(once);
});

test('a page without the marks is an error', () =>
  expect(() => putBetweenMarks('a\n<!-- results: x -->\nb', 'results', 'new')).toThrow(
    '<!-- /results -->, found none',
  ));
