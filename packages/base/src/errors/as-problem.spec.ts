import { asProblem } from './as-problem';
import { Problem } from './problem';

test('returns a Problem as it is, and undefined for a bug', () => {
  const problem = new Problem({ where: 'a', expected: 'b', found: 'c', todo: 'd.' });
  expect(problem.message).toBe('a: expected b, found c. d.');
  expect(asProblem(problem)).toBe(problem);
  expect(asProblem(new TypeError('x'))).toBeUndefined();
  expect(asProblem(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeUndefined();
  expect(asProblem(Object.assign(new Error('x'), { code: 'ENOTDIR', path: '/a' }))?.message).toMatch(
    /^\/a: .* a file in the place of a folder/,
  );
  expect(asProblem(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'mkdir', path: '/a' }))?.message).toMatch(
    /^\/a: .* no folder can be created/,
  );
  expect(asProblem('text')).toBeUndefined();
});

test('says what to do about a full disk', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path: '/a/b' });
  expect(asProblem(error)?.message).toBe(
    '/a/b: expected read and write access, found no space left on the disk. Free some disk space and run it again.',
  );
});
