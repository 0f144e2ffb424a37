import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Replier } from './serve-page';

/**
 * Replies with the current report of a run; symbolic links are not followed. The report's `meta` tag allows exactly
 * its own script and style, which the page's policy would refuse.
 * @param folder of the report; there may be none yet
 */
export const reportReply =
  (folder: string): Replier =>
  async () => {
    const file = join(folder, 'report.html');
    const found = await lstat(file).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return { type: 'text/html; charset=utf-8', body: await readFile(file, 'utf8'), policy: "frame-ancestors 'none'" };
  };
