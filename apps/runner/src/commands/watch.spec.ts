import { reprise, start } from '../testing/command';

test('serves the page and the runs to this machine until SIGTERM', async () => {
  const running = start(reprise('watch', '--port', '0', '--profile', 'quick', '--seed', '987654'));
  await running.says('Ctrl+C');
  const [, url] = /^Serving the runs at (http:\/\/127\.0\.0\.1:[1-9]\d*\/)#watch \(press/.exec(running.stdout) ?? [];
  const page = (await (await fetch(`${url}page.json`)).json()) as { models: { state: string }[] };
  expect(page).toMatchObject({ profile: 'quick', seed: 987_654 });
  expect(page.models.every(({ state }) => state === 'missing')).toBe(true);
  expect(await (await fetch(url)).text()).toContain('<script src="page.js"');
  expect(await (await fetch(`${url}watch.json`)).json()).toEqual({ now: expect.any(Number), runs: expect.any(Array) });
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
});
