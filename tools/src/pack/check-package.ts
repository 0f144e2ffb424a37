import { readFileSync } from 'node:fs';
import type { Tarball } from './pack-package';

/** In bytes: larger than any of them, and small enough to show a file that was packed by mistake. */
const MAX_SIZE = 400_000;

/**
 * Checks a tarball with publint and are-the-types-wrong, and its size.
 * @returns one line for each problem
 */
export async function checkPackage({ file, size, name }: Tarball): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(file));
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  const { checkPackage: checkTypes, createPackageFromTarballData } = await import('@arethetypeswrong/core');
  const types = await checkTypes(createPackageFromTarballData(bytes));
  if (!types.types) return [`${name}: has no types`];
  return [
    ...messages.map((message) => `${name}: ${formatMessage(message, pkg) ?? message.code}`),
    // TypeScript's `node10` resolution supports neither `exports` nor `imports`.
    ...types.problems
      .filter((problem) => !JSON.stringify(problem).includes('"node10"'))
      .map((problem) => `${name}: ${JSON.stringify(problem)}`),
    ...(size > MAX_SIZE ? [`${name}: expected at most ${MAX_SIZE} bytes, found ${size}`] : []),
  ];
}
