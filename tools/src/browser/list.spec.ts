// The page's view of a list of URLs in a real browser, with the models of the quick profile.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describePage, runNode } from './testing/quick-page';

const ADDRESS = '#list';
const MODELS = ['birnn', 'cnn-lstm'];
const URLS = [
  '.btscene2.com',
  'www.yahoo.com',
  '=HYPERLINK("http://a.com","b")',
  '<img src=x onerror=alert(1)>',
  '@a.b',
];

/** Pastes a list, and waits until it is classified. */
async function paste(page: Page, text: string, rows: number): Promise<void> {
  await page.fill('#list', text);
  await page.click('#list-form button');
  await ended(page, rows);
}
const ended = (page: Page, rows: number): Promise<void> =>
  page.locator(`#view:not(:has([aria-busy="true"])) #list-progress`, { hasText: ` of ${rows} classified` }).waitFor();
const cells = (page: Page, column: number): Promise<string[]> =>
  page.locator(`.list-rows tbody tr > :nth-child(${column})`).allTextContents();
const drop = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    document.querySelector('#list-form').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  })()`);

describePage('a list of URLs', (open) => {
  test('its verdicts equal those of reprise classify; URLs are text, never links or markup', async () => {
    const args = ['classify', '--json', '--profile', 'quick', '--', ...URLS];
    const expected = (await runNode('apps/runner/bin/reprise.js', ...args))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { page, wrong, expectAccessible } = await open(ADDRESS);
    page.on('dialog', () => wrong.push('a dialog'));
    await paste(page, URLS.join('\n'), URLS.length);
    expect(await cells(page, 2)).toEqual(URLS.map((url) => url.replaceAll(' ', '␣')));
    for (const [i, model] of MODELS.entries()) {
      const found = await page.locator(`.list-rows tbody td:nth-child(${3 + i}) data`).all();
      const values = await Promise.all(found.map(async (it) => Number(await it.getAttribute('value'))));
      expect(values).toEqual(expected.map((row) => expect.closeTo(row[model].probability, 5)));
      const words = await page.locator(`.list-rows tbody td:nth-child(${3 + i}) .word`).allTextContents();
      expect(words).toEqual(expected.map((row) => row[model].verdict));
    }
    expect(await page.locator('main img, main .list-rows a').count()).toBe(0);
    await page.locator('#announcement', { hasText: /RNN: \d malicious, .*LSTM: \d malicious\./ }).waitFor();
    await expectAccessible();
  });

  test('refuses lines with a reason, and classifies the others', async () => {
    const { page, expectAccessible } = await open(ADDRESS);
    await paste(page, 'a.com\n\nb\fc.com\nd.com\n', 4);
    expect(await page.locator('.list-rows .refusal').allTextContents()).toEqual([
      'It is empty.',
      expect.stringMatching(/form feed/),
    ]);
    expect(await page.locator('.list-rows .word').count()).toBe(4);
    await expect(page.locator('#list-progress').textContent()).resolves.toMatch(/2 refused\.$/);
    await expectAccessible();
  });

  test('reads a dropped CSV file by its column, and says what is wrong with another', async () => {
    const { page, expectAccessible } = await open(ADDRESS);
    await drop(page, 'urls.csv', 'label,url\n1,"a.com/x,y"\n0,b.com\n');
    await ended(page, 2);
    expect(await cells(page, 2)).toEqual(['a.com/x,y', 'b.com']);
    await expect(page.locator('#list-progress').textContent()).resolves.toMatch(/^Read as CSV, column url\./);
    await drop(page, 'other.csv', 'a.com,1\n');
    await page.locator('#list-refusal', { hasText: /other\.csv: expected a column named url/ }).waitFor();
    await page.fill('#list', '');
    await page.click('#list-form button');
    await page.locator('#list-refusal', { hasText: /found none/ }).waitFor();
    await expectAccessible();
  });

  test('sorts by a column, by keyboard, and the address says so', async () => {
    const { page, focused } = await open(ADDRESS);
    await paste(page, ['b.com', 'a.com', '', 'c.com'].join('\n'), 4);
    await page.getByRole('button', { name: 'URL' }).focus();
    await page.keyboard.press('Enter');
    expect(await cells(page, 1)).toEqual(['3', '2', '1', '4']);
    expect(await focused()).toMatch(/^URL/);
    await page.keyboard.press('Enter');
    expect(await cells(page, 1)).toEqual(['4', '1', '2', '3']);
    expect(await page.locator('th[aria-sort=descending]').textContent()).toMatch(/^URL/);
    expect(await page.evaluate('location.hash')).toBe('#list?sort=-url');
    await page.getByRole('button', { name: 'Bidirectional RNN' }).click();
    const values = await page.locator('.list-rows tbody td:nth-child(3) data').all();
    const found = await Promise.all(values.map(async (it) => Number(await it.getAttribute('value'))));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect((await cells(page, 1)).at(-1)).toBe('3');
  });

  test('saves the list in its order as CSV, without formulas', async () => {
    const { page } = await open('#list?sort=url');
    await paste(page, URLS.join('\n'), URLS.length);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Save as CSV').click()]);
    expect(download.suggestedFilename()).toBe('verdicts.csv');
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe('\uFEFF"row","url","birnn","birnn probability","cnn-lstm","cnn-lstm probability","refused"');
    expect(lines.slice(1, 4).map((line) => line.replace(/,"(benign|malicious)",.*/, ''))).toEqual([
      '"1",".btscene2.com"',
      '"4","<img src=x onerror=alert(1)>"',
      `"3","'=HYPERLINK(""http://a.com"",""b"")"`,
    ]);
    expect(lines[4]).toMatch(/^"5","'@a\.b",/);
  });

  test('ten thousand lines: the first answers come at once, and the page can be used and stopped', async () => {
    const { page, settled } = await open(ADDRESS);
    const lines = Array.from({ length: 10_000 }, (_, i) => `www.${i}.example`).join('\n');
    await page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ${JSON.stringify(lines)});
      document.querySelector('#list').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    await page.click('#list-form button');
    await page.locator('.list-rows .word').first().waitFor();
    await page.getByText('Next').click();
    expect((await cells(page, 1))[0]).toBe('101');
    await page.getByText('Stop').click();
    await settled();
    expect(await page.locator('.pages span').textContent()).toBe('Page 2 of 100');
    // What was classified stays.
    expect(await page.locator('#list-progress').textContent()).toMatch(/[1-9][\d,]* of 10,000 classified/);
  });

  test.each([320, 1280])('at %d pixels nothing scrolls sideways but the table', async (width) => {
    const { page, expectAccessible } = await open(ADDRESS, { viewport: { width, height: 700 } });
    await paste(page, `http://${'w'.repeat(300)}.example/\n.com`, 2);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    await expectAccessible();
  });
});
