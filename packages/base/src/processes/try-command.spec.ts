import { tryCommand } from './try-command';

const node = (script: string): string[] => [process.execPath, '-e', script];

describe('tryCommand', () => {
  it('tells exit status, output and last lines', async () => {
    const outcome = await tryCommand(node("console.log('out'); console.error('err'); process.exitCode = 3"));
    expect(outcome).toMatchObject({ code: 3, signal: null, stdout: 'out\n' });
    expect(outcome.tail.split('\n').sort()).toEqual(['err', 'out']);
  });

  it('does not throw when the program is missing, and leaves no timer', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const outcome = await tryCommand(['reprise-has-no-such-program'], { limitMs: 60_000 });
    expect(outcome).toMatchObject({ code: 127, stdout: '' });
    expect(outcome.tail).toContain('not found');
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  });

  it('ends a program at its limit', async () => {
    expect(await tryCommand(node('setInterval(() => {}, 1000)'), { limitMs: 200 })).toMatchObject({
      signal: 'SIGKILL',
    });
  });
});
