// The page's view of a URL in a real browser, with the models of the quick profile.
import { join } from 'node:path';
import { tokenize, URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { readLayersModel } from '@reprise/training';
import type { Page } from 'playwright-core';
import { describePage, quickFolder, runNode } from './testing/quick-page';

const ADDRESS = '#url';
const URLS = [
  '.btscene2.com',
  'www.yahoo.com',
  'http://www.example.org/index.html?a=1&b=2#c',
  'paypal.com.secure-login.example/verify',
  'HTTPS://WWW.UPPERCASE.COM',
  '192.168.0.1/../../etc/passwd',
  '# a line of the file that looks like a comment',
  'a',
  ' ',
  '\u000b',
  '\t tab and space ',
  "' or 1=1; --",
  '--not-an-option',
  '<img src=x onerror=alert(1)>',
  'é',
  'münchen.example',
  '\u202egpj.exe',
  '😀.example',
  'x'.repeat(75),
  'cut-off-' + 'abcdefghij'.repeat(9),
];
/** Its weights are computed with native TensorFlow, too. */
const WEIGHED = 'paypal.com.secure-login.example/verify';

/** Opens all that is folded, and waits for both models' weights of the characters. */
async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator('summary').all()) await summary.click();
  for (const model of ['birnn', 'cnn-lstm'])
    await page
      .locator(`[data-model="${model}"] .weights h4`, { hasText: /^Speaks|^No single/ })
      .nth(1)
      .waitFor();
}

describePage('a URL', (open) => {
  test('its verdicts equal those of reprise classify', async () => {
    const expected = (
      await runNode('apps/runner/bin/reprise.js', 'classify', '--json', '--profile', 'quick', '--', ...URLS)
    )
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { card, values, classify } = await open(ADDRESS);
    for (const [i, url] of URLS.entries()) {
      await classify(url);
      for (const model of ['birnn', 'cnn-lstm']) {
        const { verdict, probability } = expected[i][model];
        expect({ url, model, verdict: await card(model).locator('.word').textContent() }).toEqual({
          url,
          model,
          verdict,
        });
        expect((await values(model, '.verdict'))[0]).toBeCloseTo(probability, 5);
      }
    }
  });

  test('its parts and remarks are those of reprise classify --explain', async () => {
    const { card, values, classify } = await open(ADDRESS);
    for (const url of ['.btscene2.com', WEIGHED, 'é' + 'long.'.repeat(20)]) {
      const args = ['classify', '--explain', '--json', '--profile', 'quick', '--', url];
      const expected = JSON.parse(await runNode('apps/runner/bin/reprise.js', ...args));
      await classify(url);
      for (const model of ['birnn', 'cnn-lstm']) {
        const { unread, baseline, parts, logit, remarks } = expected[model].why;
        const steps = [baseline, ...parts.map(({ contribution }: { contribution: number }) => contribution), logit];
        const found = await values(model, '.parts');
        expect(found).toEqual(steps.map((step) => expect.closeTo(step, 4)));
        // The bars add up.
        expect(found.slice(0, -1).reduce((sum, step) => sum + step, 0)).toBeCloseTo(found[found.length - 1], 9);
        expect(await card(model).locator('.parts code').allTextContents()).toEqual(
          parts.map(({ text }: { text: string }) => text),
        );
        expect(await card(model).locator('.unread s').allTextContents()).toEqual(
          unread === '' ? [] : [unread.slice(-40)],
        );
        expect(await card(model).locator('.remarks li').allTextContents()).toEqual(remarks);
      }
    }
  });

  test('a character’s weight is how much the logit falls when its token is padding', async () => {
    const { page, card, values, classify, settled } = await open(ADDRESS);
    await classify(WEIGHED);
    await openAll(page);
    await settled();
    const tokens = tokenize(WEIGHED);
    const rows = [...WEIGHED].map((_, i) => tokens.with(URL_LENGTH - WEIGHED.length + i, 0));
    for (const model of ['birnn', 'cnn-lstm']) {
      const trained = await readLayersModel(join(quickFolder(model), 'model'));
      const batch = tf.tensor2d(
        Int32Array.from([tokens, ...rows].flatMap((row) => [...row])),
        [rows.length + 1, URL_LENGTH],
        'int32',
      );
      const probabilities = [...(trained.predict(batch) as tf.Tensor).dataSync()];
      batch.dispose();
      trained.dispose();
      const [logit, ...without] = probabilities.map((p) => Math.log(p / (1 - p)));
      const expected = without.map((other) => logit - other);
      const cells = await card(model).locator('.character').all();
      const found = await Promise.all(cells.map(async (cell) => Number(await cell.getAttribute('data-weight'))));
      expect(found).toEqual(expected.map((weight) => expect.closeTo(weight, 5)));
      // The list explains the verdict: first the four heaviest characters that speak for it, then four against it.
      const word = (await card(model).locator('.word').textContent()) as string;
      const sign = word === 'malicious' ? 1 : -1;
      const towards = (side: number): number[] =>
        expected
          .filter((weight) => weight * side > 0)
          .toSorted((a, b) => (b - a) * side)
          .slice(0, 4);
      const listed = [...towards(sign), ...towards(-sign)];
      expect(await values(model, '.weights')).toEqual(listed.map((weight) => expect.closeTo(weight, 5)));
      await expect(card(model).locator('.weights h4').first().textContent()).resolves.toMatch(
        towards(sign).length > 0 ? `Speaks most for ${word}` : `No single character speaks for ${word}`,
      );
      const strongest = expected.indexOf(listed[0]);
      await expect(card(model).locator('.weights li').first().textContent()).resolves.toMatch(
        `${WEIGHED[strongest]} at ${strongest + 1} ${listed[0] > 0 ? '+' : '−'}`,
      );
    }
  });

  test('works by keyboard, and announces the verdicts', async () => {
    const { page, card, settled, focused, expectAccessible } = await open('#url');
    const way: string[] = [];
    await page.focus('#view');
    for (let i = 0; i < 11; i++) {
      await page.keyboard.press('Tab');
      way.push(await focused());
    }
    expect(way).toEqual([
      'url',
      'Classify',
      '.btscene2.com',
      'www.yahoo.com',
      'google.com',
      'www.google.com',
      'paypal.secure-login.ru/update.php',
      'Character by character',
      'Character by character',
      'What a part adds',
      'What a character weighs',
    ]);
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press(' ');
    await settled();
    await page.locator('#announcement', { hasText: /RNN: (benign|malicious).*LSTM: (benign|malicious)/ }).waitFor();
    await page.focus('#url');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('typed.example');
    await page.keyboard.press('Enter');
    await settled();
    expect(await card('birnn').locator('.characters').textContent()).toBe('typed.example');
    expect(await page.evaluate('location.hash')).toBe('#url?x=typed.example');
    await expectAccessible();
  });

  test('announces a URL that was classified while it was typed', async () => {
    const { page, settled } = await open(ADDRESS);
    await page.fill('#url', 'a.example');
    for (let i = 0; i < 50 && !page.url().endsWith('#url?x=a.example'); i++) await page.waitForTimeout(100);
    await settled();
    expect(await page.locator('#announcement').textContent()).toBe('');
    await page.press('#url', 'Enter');
    await page.locator('#announcement', { hasText: /RNN: (benign|malicious).*LSTM: (benign|malicious)/ }).waitFor();
  });

  test('an address with a URL that is refused says why', async () => {
    const { page } = await open(`${ADDRESS}?x=a%0Cb`);
    await page.locator('#url-refusal', { hasText: /form feed/ }).waitFor();
    await page.evaluate('location.hash = "#url?x=a.example"');
    await page.locator('#url-refusal:empty').waitFor({ state: 'attached' });
  });

  test('an address opens its URL', async () => {
    const { page, card } = await open(`#url?x=${encodeURIComponent("http://a.example/?b=1#c%'")}`);
    expect(await card('birnn').locator('.characters').textContent()).toBe("http://a.example/?b=1#c%'");
    expect(await page.inputValue('#url')).toBe("http://a.example/?b=1#c%'");
  });

  test('hostile text stays text', async () => {
    const { page, wrong, card, classify, expectAccessible } = await open(ADDRESS);
    page.on('dialog', () => wrong.push('a dialog'));
    await classify('<img src=x onerror=alert(1)>\u202egpj.exe');
    expect(await page.locator('img, main a').count()).toBe(0);
    expect(await card('birnn').locator('.characters').textContent()).toBe('<img␣src=x␣onerror=alert(1)>\\u202egpj.exe');
    expect(await card('birnn').locator('.character.unknown').allTextContents()).toEqual(['\\u202e']);
    await expectAccessible();
  });

  test('characters that are cut off are shown as such, or counted if there are many', async () => {
    const { card, classify } = await open(ADDRESS);
    await classify('y'.repeat(3) + 'x'.repeat(75));
    expect(await card('birnn').locator('.character.cut').allTextContents()).toEqual(['y', 'y', 'y']);
    await classify('y'.repeat(5000) + 'x'.repeat(75));
    expect(await card('birnn').locator('.characters').textContent()).toMatch(/^… 4960 morey{40}x{75}$/);
  });

  test('what classify refuses is explained; an empty field only once it is sent', async () => {
    const { page, classify, expectAccessible } = await open(ADDRESS);
    await page.fill('#url', '');
    await page.getByText('Waiting for a URL.').first().waitFor();
    expect(await page.locator('#url-refusal').textContent()).toBe('');
    await page.press('#url', 'Enter');
    expect(await page.locator('#url-refusal').textContent()).toMatch(/^Type a URL/);
    await page.fill('#url', 'a\fb.com');
    await page.press('#url', 'Enter');
    expect(await page.locator('#url-refusal').textContent()).toMatch(/form feed/);
    expect(await page.locator('#url').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.verdict').count()).toBe(0);
    await expectAccessible();
    await classify('a.com');
    expect(await page.locator('#url-refusal').textContent()).toBe('');
    expect(await page.locator('.verdict').count()).toBe(2);
  });

  test('follows typing, and the last state wins', async () => {
    const { page, card, values, settled, classify } = await open(ADDRESS);
    await page.locator('#url').fill('');
    await page.locator('#url').pressSequentially('www.followed.example/' + 'x'.repeat(40), { delay: 15 });
    await card('birnn')
      .locator('.characters', { hasText: `/${'x'.repeat(40)}` })
      .waitFor({ state: 'attached' });
    await settled();
    const typed = await values('cnn-lstm', '.verdict');
    await classify('www.followed.example/' + 'x'.repeat(40));
    expect(await values('cnn-lstm', '.verdict')).toEqual(typed);
  });

  test.each([320, 1280])('at %d pixels nothing is cut off or scrolls sideways', async (width) => {
    const { page, classify, settled, expectAccessible } = await open(ADDRESS, { viewport: { width, height: 700 } });
    await classify('http://www.a-rather-long-host-name-without-any-space.example/' + 'w'.repeat(60));
    await openAll(page);
    await settled();
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    const out = await page.evaluate(
      `[...document.querySelectorAll('main *')].filter((it) => !it.closest('.unseen') && it.getBoundingClientRect().right > window.innerWidth + 0.5).map((it) => it.outerHTML.slice(0, 80))`,
    );
    expect(out).toEqual([]);
    await expectAccessible();
  });
});
