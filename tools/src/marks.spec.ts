import { putBetweenMarks } from './marks';

test('replaces what stood there, dollar signs and all', () => {
  const page = 'a\n<!-- results: x -->\nold\n<!-- /results -->\nb';
  const once = putBetweenMarks(page, 'results', 'new $1');
  expect(once).toBe('a\n<!-- results: x -->\n\nnew $1\n\n<!-- /results -->\nb');
  expect(putBetweenMarks(once, 'results', 'new $1')).toBe(once);
});
