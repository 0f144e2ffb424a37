import { setTimeout as sleep } from 'node:timers/promises';
import { startFramework } from './framework';

const script = (body: string): string[] => [process.execPath, '-e', body];

test('answers are told apart from other output', async () => {
  const framework = await startFramework(
    'talker',
    script(`
      require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
        console.log('{"ms":1}'); console.error('noise');
        console.log('bench: ' + JSON.stringify({ ms: JSON.parse(line).do === 'train' ? 42 : 7, peak_mb: 3 }));
      });`),
  );
  expect(framework.startup).toBeGreaterThan(0);
  expect(await framework.ask({ do: 'train' })).toEqual({ ms: 42, peak_mb: 3 });
  await framework.end();
});

test('a framework is stopped between requests', async () => {
  const framework = await startFramework(
    'counter',
    script(`
      let ticks = 0;
      setInterval(() => ticks++, 10).unref();
      require('readline').createInterface({ input: process.stdin }).on('line', () =>
        console.log('bench: ' + JSON.stringify({ ms: ticks, peak_mb: 1 })));`),
  );
  const { ms: before } = await framework.ask({ do: 'train' });
  await sleep(500);
  const { ms: after } = await framework.ask({ do: 'train' });
  expect(after - before).toBeLessThan(20);
  await framework.end();
});

test('a framework that dies is one error with its last lines', async () => {
  const start = startFramework('broken', script('console.error("no such module"); process.exit(3)'));
  await expect(start).rejects.toThrow(
    /bench, broken: expected an answer, found its end \(exit status 3\):\nno such module/,
  );
});

test('a missing program is one error', async () => {
  await expect(startFramework('none', ['/no/such/program'])).rejects.toThrow(/bench, none: expected an answer.*ENOENT/);
});
