import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { runtimeLink } from './runtime-info';

/** Links a runtime's folder, in one step. What was linked before is replaced. */
export function linkRuntime(packageFolder: string, folder: string): void {
  const link = runtimeLink(packageFolder);
  const fresh = `${link}.${process.pid}`;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(fresh, { force: true });
  symlinkSync(folder, fresh);
  renameSync(fresh, link);
}
