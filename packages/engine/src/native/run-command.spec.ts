import { runCommand } from './run-command';

const node = (script: string): string[] => [process.execPath, '-e', script];

describe('runCommand', () => {
  it('tells exit status, output and last lines', async () => {
    const outcome = await runCommand(node("console.log('out'); console.error('err'); process.exitCode = 3"));
    expect(outcome).toMatchObject({ code: 3, signal: null, stdout: 'out\n' });
    expect(outcome.tail.split('\n').sort()).toEqual(['err', 'out']);
  });

  it('does not throw when the program is missing, and leaves no timer', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const outcome = await runCommand(['reprise-has-no-such-program'], { limitMs: 60_000 });
    expect(outcome).toMatchObject({ code: 127, stdout: '' });
    expect(outcome.tail).toContain('not found');
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  });

  it('ends a program at its limit', async () => {
    expect(await runCommand(node('setInterval(() => {}, 1000)'), { limitMs: 200 })).toMatchObject({
      signal: 'SIGKILL',
    });
  });
});
