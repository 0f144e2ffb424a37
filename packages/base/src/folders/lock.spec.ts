import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from './temp-folder';
import { withLock } from './lock';

(existsSync('/proc') ? test : test.skip)('fails at once if the lock cannot be created', async () => {
  await expect(withLock('/proc/reprise', () => Promise.resolve())).rejects.toMatchObject({ code: 'ENOENT' });
});

test('admits one at a time, and releases the lock after success and failure', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'below', 'x');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all([withLock(path, work), withLock(path, work)]);
    expect(most).toBe(1);
    await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(existsSync(`${path}.lock`)).toBe(false);
  }));
