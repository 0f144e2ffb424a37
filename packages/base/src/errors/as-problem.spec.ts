import { asProblem } from './as-problem';
import { Problem } from './problem';

test('leaves a Problem as it is, and faults of ours alone', () => {
  const problem = new Problem({ where: 'a', expected: 'b', found: 'c', todo: 'd.' });
  expect(problem.message).toBe('a: expected b, found c. d.');
  expect(asProblem(problem)).toBe(problem);
  expect(asProblem(new TypeError('x'))).toBeUndefined();
  expect(asProblem(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeUndefined();
  expect(asProblem(Object.assign(new Error('x'), { code: 'ENOTDIR', path: '/a' }))?.message).toMatch(
    /^\/a: .* a file where/,
  );
  expect(asProblem(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'mkdir', path: '/a' }))?.message).toMatch(
    /^\/a: .* no folder can be made/,
  );
  expect(asProblem('text')).toBeUndefined();
});

test('says what a full disk needs', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path: '/a/b' });
  expect(asProblem(error)?.message).toBe(
    '/a/b: expected to read and write, found no space left on the disk. Free some space and run it again.',
  );
});
