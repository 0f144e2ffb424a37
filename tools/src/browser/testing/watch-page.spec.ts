import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeInBrowser } from './describe-in-browser';
import { expectAccessible } from './expect-accessible';
import { findBrowser } from './find-browser';
import { watchPage } from './watch-page';

test('a wrong REPRISE_CHROMIUM is an error', () => {
  const before = process.env.REPRISE_CHROMIUM;
  process.env.REPRISE_CHROMIUM = '/bin/false';
  try {
    expect(findBrowser).toThrow('REPRISE_CHROMIUM: expected the path of a Chromium that starts, found "/bin/false".');
  } finally {
    if (before === undefined) delete process.env.REPRISE_CHROMIUM;
    else process.env.REPRISE_CHROMIUM = before;
  }
});

describeInBrowser('a watched page', (browser) => {
  let server: Server;
  let origin: string;
  let html: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html' });
      response.end(request.url === '/' ? html : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const wrongWith = async (body: string): Promise<string[]> => {
    html = `<!doctype html><html lang="en"><title>t</title><link rel="icon" href="data:,"><main><h1>t</h1>${body}</main>`;
    const page = await browser().newPage();
    const wrong = watchPage(page, origin);
    await page.goto(origin, { waitUntil: 'networkidle' });
    await page.close();
    return wrong;
  };

  test.each([
    ['<p>all is well</p>', []],
    ['<script>console.error("no")</script>', ['console error: no']],
    ['<script>throw new Error("no")</script>', ['uncaught: no']],
    ['<img src="missing.png" alt="">', [expect.stringMatching(/^status 404: .*missing/), expect.any(String)]],
    [
      '<img src="http://127.0.0.2:1/a.png" alt="">',
      expect.arrayContaining([expect.stringMatching(/^foreign request: .*127\.0\.0\.2/)]),
    ],
    [
      `<script>new Worker('data:text/javascript,fetch("http://127.0.0.2:1/worker").catch(() => 0)')</script>`,
      expect.arrayContaining([expect.stringMatching(/^foreign request: .*worker/)]),
    ],
  ])('%s', async (body, expected) => {
    const wrong = await wrongWith(body);
    expect(wrong).toEqual(Array.isArray(expected) ? expect.arrayContaining(expected) : expected);
    if (Array.isArray(expected)) expect(wrong).toHaveLength(expected.length);
  });

  test.each([
    ['<p>black on white</p>', undefined],
    ['<p style="color: #bbb; background: #fff">pale</p>', /color-contrast/],
    ['<button></button>', /button-name/],
  ])('%s', async (body, found) => {
    html = `<!doctype html><html lang="en"><title>t</title><main><h1>t</h1>${body}</main>`;
    const page = await browser().newPage();
    await page.goto(origin);
    const checked = expectAccessible(page);
    if (found === undefined) await checked;
    else await expect(checked).rejects.toThrow(found);
    await page.close();
  });
});
