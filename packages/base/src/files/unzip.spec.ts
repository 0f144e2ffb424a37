import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '../folders/temp-folder';
import { aProblem } from '../testing/a-problem';
import { unzip } from './unzip';

// Made with Python's zipfile (deflate): a/one.txt "one" x 20, two.txt "two", times fixed at 1980.
const ZIP = Buffer.from(
  'UEsDBBQAAAAIAAAAIQAigJwMCAAAADwAAAAJAAAAYS9vbmUudHh0y89LzScXAQBQSwMEFAAAAAAAAAAhAGaKyhEDAAAAAwAAAAcAAAB0d28udHh0dHdvUEsBAhQDFAAAAAgAAAAhACKAnAwIAAAAPAAAAAkAAAAAAAAAAAAAAIABAAAAAGEvb25lLnR4dFBLAQIUAxQAAAAAAAAAIQBmisoRAwAAAAMAAAAHAAAAAAAAAAAAAACAAS8AAAB0d28udHh0UEsFBgAAAAACAAIAbAAAAFcAAAAAAA==',
  'base64',
);

test('writes the members that have a target and creates their folders', () =>
  inTempFolder(async (folder) => {
    const zip = join(folder, 'x.zip');
    writeFileSync(zip, ZIP);
    const to = join(folder, 'deep', 'er', 'one');
    expect(await unzip(zip, (member) => (member === 'a/one.txt' ? to : undefined), 60)).toEqual(['a/one.txt']);
    expect(readFileSync(to, 'utf8')).toBe('one'.repeat(20));
  }));

test.each<[string, Buffer]>([
  ['text', Buffer.from('no zip')],
  ['a truncated archive', ZIP.subarray(0, -30)],
  ['a damaged member', Buffer.concat([ZIP.subarray(0, 39), Buffer.from('xxxxxx'), ZIP.subarray(45)])],
])('refuses %s', (_, bytes) =>
  inTempFolder(async (folder) => {
    const zip = join(folder, 'x.zip');
    writeFileSync(zip, bytes);
    await expect(unzip(zip, (member) => join(folder, member), 1000)).rejects.toThrow(aProblem(/a complete zip file/));
  }),
);
