import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from './temp-folder';
import { digest } from '../files/digest';
import { writeFolder } from './write-folder';

const build = (name: string, text: string) => async (folder: string) => writeFileSync(join(folder, name), text);

test('replaces the old folder and writes a manifest', () =>
  inTempFolder(async (parent) => {
    const target = join(parent, 'a', 'x');
    await writeFolder(target, 'p:x', build('old', '1'));
    await writeFolder(target, 'p:x', build('new', '2'), ['source.json']);
    expect(readdirSync(target).sort()).toEqual(['manifest.json', 'new']);
    expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'))).toEqual({ sha256: { new: digest('2') } });
    expect(readdirSync(join(parent, 'a'))).toEqual(['x']);
  }));

test('keeps only the old folder if the new one fails', () =>
  inTempFolder(async (parent) => {
    const target = join(parent, 'x');
    await writeFolder(target, 'p:x', build('old', '1'));
    const fail = writeFolder(target, 'p:x', async (folder) => {
      writeFileSync(join(folder, 'half'), '');
      throw new Error('broken');
    });
    await expect(fail).rejects.toThrow('broken');
    expect(existsSync(join(target, 'old'))).toBe(true);
    expect(readdirSync(parent)).toEqual(['x']);
  }));

test('removes what a killed run left', () =>
  inTempFolder(async (parent) => {
    mkdirSync(join(parent, '.x.building'));
    writeFileSync(join(parent, '.x.building', 'half'), '');
    await writeFolder(join(parent, 'x'), 'p:x', build('new', '2'));
    expect(readdirSync(parent)).toEqual(['x']);
    expect(readdirSync(join(parent, 'x')).sort()).toEqual(['manifest.json', 'new']);
  }));

test('two processes take turns', () =>
  inTempFolder(async (parent) => {
    const target = join(parent, 'x');
    const steps: string[] = [];
    const one = (name: string): Promise<void> =>
      writeFolder(target, 'p:x', async (folder) => {
        steps.push(`${name} begins`);
        await build(name, name)(folder);
        steps.push(`${name} ends`);
      });
    await Promise.all([one('a'), one('b')]);
    const [first, second] = steps[0].startsWith('a') ? ['a', 'b'] : ['b', 'a'];
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
    expect(readdirSync(target).sort()).toEqual([second, 'manifest.json'].sort());
  }));
