import { Problem } from './problem';

const CODES: Record<string, { found: string; todo: string }> = {
  ENOSPC: { found: 'no space left on the disk', todo: 'Free some space and run it again.' },
  EDQUOT: { found: 'a full disk quota', todo: 'Free some space and run it again.' },
  EROFS: { found: 'a file system that is read-only', todo: 'Make it writable and run it again.' },
  EIO: { found: 'an error of the disk', todo: 'Look at the disk (dmesg), and run it again.' },
  EFBIG: { found: 'a limit on the size of files', todo: 'Raise it (ulimit -f) and run it again.' },
  ENOTDIR: { found: 'a file where a folder should be', todo: 'Move it away and run it again.' },
  EACCES: { found: 'no permission', todo: 'Make it readable and writable for your user and run it again.' },
  EPERM: { found: 'no permission', todo: 'Make it readable and writable for your user and run it again.' },
};

/** What mkdir with its parents says of a disk that is read-only: that there is no such folder. */
const NO_FOLDER = {
  found: 'a place where no folder can be made',
  todo: 'See that its disk is not read-only, and run it again.',
};

/**
 * What a person can mend about an error: a Problem as it is, a full or forbidden disk as a Problem.
 * @returns undefined for anything else, which is a fault of ours and deserves its stack trace
 */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const known = code === 'ENOENT' && syscall === 'mkdir' ? NO_FOLDER : code === undefined ? undefined : CODES[code];
  if (known === undefined) return undefined;
  return new Problem({ where: path ?? 'disk', expected: 'to read and write', ...known }, { cause: error });
}
