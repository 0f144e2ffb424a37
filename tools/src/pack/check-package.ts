import { readFileSync } from 'node:fs';
import type { Tarball } from './pack-package';

/** Bytes that a tarball may have: a file that was packed by mistake shows. */
const MOST = 400_000;

/**
 * What publint and are-the-types-wrong say of a tarball, and whether it has grown too large.
 * @returns a line a problem
 */
export async function checkPackage({ file, size, name }: Tarball): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(file));
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  const { checkPackage: checkTypes, createPackageFromTarballData } = await import('@arethetypeswrong/core');
  const types = await checkTypes(createPackageFromTarballData(bytes));
  if (!types.types) return [`${name}: no types`];
  return [
    ...messages.map((message) => `${name}: ${formatMessage(message, pkg) ?? message.code}`),
    // node10, TypeScript's oldest way of resolving, knows neither `exports` nor `imports`.
    ...types.problems
      .filter((problem) => !JSON.stringify(problem).includes('"node10"'))
      .map((problem) => `${name}: ${JSON.stringify(problem)}`),
    ...(size > MOST ? [`${name}: ${size} bytes, more than ${MOST}`] : []),
  ];
}
