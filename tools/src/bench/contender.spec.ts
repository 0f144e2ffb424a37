import { startContender } from './contender';

const script = (body: string): string[] => [process.execPath, '-e', body];

test('answers are told from what a library prints', async () => {
  const contender = await startContender(
    'talker',
    script(`
      require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
        console.log('{"ms":1}'); console.error('noise');
        console.log('bench: ' + JSON.stringify({ ms: JSON.parse(line).do === 'train' ? 42 : 7, peak_mb: 3 }));
      });`),
  );
  expect(contender.startup).toBeGreaterThan(0);
  expect(await contender.ask({ do: 'train' })).toEqual({ ms: 42, peak_mb: 3 });
  await contender.end();
});

test('a contender that dies is one clear error with its last lines', async () => {
  const start = startContender('broken', script('console.error("no such module"); process.exit(3)'));
  await expect(start).rejects.toThrow(
    /bench, broken: expected an answer, found its end \(exit status 3\):\nno such module/,
  );
});

test('a program that is missing is one, too', async () => {
  await expect(startContender('none', ['/no/such/program'])).rejects.toThrow(/bench, none: expected an answer.*ENOENT/);
});
