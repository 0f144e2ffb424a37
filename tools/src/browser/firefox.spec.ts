// The page in Firefox, by WebDriver BiDi, where one is installed (Debian: apt-get install firefox-esr).
import { spawnSync } from 'node:child_process';
import type { Browser } from 'puppeteer-core';
import { repriseServe } from './testing/reprise-serve';

const firefox = ['firefox', 'firefox-esr'].find((name) => spawnSync(name, ['--version']).status === 0);
if (firefox === undefined) console.warn('Firefox: skipped, neither firefox nor firefox-esr is in PATH.');

(firefox === undefined ? describe.skip : describe)('the page in Firefox', () => {
  jest.setTimeout(240_000);
  let browser: Browser;
  let served: Awaited<ReturnType<typeof repriseServe>>;
  beforeAll(async () => {
    const { launch } = await import('puppeteer-core');
    const executablePath = spawnSync('sh', ['-c', `command -v ${firefox}`])
      .stdout.toString()
      .trim();
    served = await repriseServe('quick', 1);
    browser = await launch({ browser: 'firefox', executablePath, headless: true });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  test.each([
    ['results', '.seeds[data-model="cnn-lstm"] .answer', /undecided/],
    ['url?x=www.yahoo.com', '.card[data-model="cnn-lstm"] .word', /benign|malicious/],
    ['threshold?at=0.02', '.confusion tbody td', /^\d/],
    ['picture', '.card[data-model="lenet"] .truth', /^Labelled/],
    ['network?layer=dense_2', '.result', /^All products/],
  ])('#%s works, without an error in the console', async (address, selector, expected) => {
    const page = await browser.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    await page.goto(`${served.origin}/#${address}`);
    const place = await page.waitForSelector(selector);
    expect(await place!.evaluate((element) => element.textContent)).toMatch(expected);
    expect(wrong).toEqual([]);
    await page.close();
  });
});
