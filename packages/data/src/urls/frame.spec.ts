import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { frameToArrow, readFrame, urlFrame } from './frame';

const rows = { urls: ['#a', 'é "x",y', ''], malicious: Uint8Array.of(0, 1, 0) };

test('writes an Arrow file that reads back equal', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'x.arrow');
    const bytes = await frameToArrow(await urlFrame(rows));
    // The file format, not the stream format: https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
    expect(Buffer.from(bytes.subarray(0, 6)).toString()).toBe('ARROW1');
    writeFileSync(path, bytes);
    expect(await readFrame(path)).toEqual(rows);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    await expect(readFrame(path)).rejects.toThrow(aProblem(/an Arrow file/));
    writeFileSync(path, 'text');
    await expect(readFrame(path)).rejects.toThrow(aProblem(/an Arrow file/));
  }));

test('refuses another frame and a missing file', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'x.arrow');
    await expect(readFrame(path)).rejects.toThrow(aProblem(/no readable file/));
    const frame = await urlFrame(rows);
    writeFileSync(path, await frameToArrow(frame.rename({ URL: 'url' })));
    await expect(readFrame(path)).rejects.toThrow(aProblem(/found columns url,Is_Malicious/));
  }));
