import { Problem } from './problem';

const SPACE = 'Free some disk space and run it again.';
const ACCESS = 'Make it readable and writable for your user and run it again.';
const CODES: Record<string, { found: string; todo: string }> = {
  ENOSPC: { found: 'no space left on the disk', todo: SPACE },
  EDQUOT: { found: 'a full disk quota', todo: SPACE },
  EROFS: { found: 'a read-only file system', todo: 'Make it writable and run it again.' },
  EIO: { found: 'a disk error', todo: 'Check the disk (dmesg) and run it again.' },
  EFBIG: { found: 'a limit on file sizes', todo: 'Raise it (ulimit -f) and run it again.' },
  ENOTDIR: { found: 'a file in the place of a folder', todo: 'Move it away and run it again.' },
  EACCES: { found: 'no permission', todo: ACCESS },
  EPERM: { found: 'no permission', todo: ACCESS },
};

/** mkdir with its parents reports a read-only disk as a missing folder. */
const NO_FOLDER = {
  found: 'a place where no folder can be created',
  todo: 'Check that its disk is not read-only and run it again.',
};

/**
 * An error that the user can fix, as a Problem: a Problem itself, a full disk, a missing permission.
 * @returns undefined for any other error: it is a bug, and its stack trace is worth printing
 */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const known = code === 'ENOENT' && syscall === 'mkdir' ? NO_FOLDER : CODES[code ?? ''];
  if (known === undefined) return undefined;
  return new Problem({ where: path ?? 'disk', expected: 'read and write access', ...known }, { cause: error });
}
