// The live page in a real browser, with trained models and built by its commands.
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { artifactsDir, repositoryRoot } from '@reprise/base';
import { loadFashionMnist, readNpy, tokenize, URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { readLayersModel } from '@reprise/training';
import type { Page } from 'playwright-core';
import { describeInBrowser } from './testing/describe-in-browser';
import { repriseServe } from './testing/reprise-serve';
import { serveFolder } from './testing/serve-folder';
import { type Visit, visit } from './testing/visit';

/** Seeds of this test's own. */
const SEED = 992;
const DAMAGED_SEED = 993;
const MODELS = ['autoencoder', 'lenet', 'birnn', 'cnn-lstm'];
const folder = (model: string, seed = SEED): string => artifactsDir('quick', model, `seed-${seed}`);
const run = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot(), maxBuffer: 1 << 26 })).stdout;
const typescript = (...args: string[]): Promise<string> => run('node_modules/ts-node/dist/bin.js', ...args);
const train = (project: string, model: string): Promise<string> =>
  typescript(`packages/${project}/src/main.ts`, model, '--profile=quick', `--seed=${SEED}`);
const build = (seed: number): Promise<string> =>
  typescript('apps/page/src/main.ts', '--profile=quick', `--seed=${seed}`);

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

describeInBrowser('the live page', (browser) => {
  jest.setTimeout(240_000);

  let served: { origin: string; close: () => Promise<void> };
  let visitor: Visit | undefined;
  /** Opens the page and waits for the first answers. */
  const open = async (...args: [address: string, options?: object, prepare?: (page: Page) => Promise<unknown>]) => {
    visitor = await visit(browser(), ...args);
    await visitor.settled();
    return visitor;
  };

  beforeAll(async () => {
    for (const model of ['autoencoder', 'lenet']) await train('vision', model);
    for (const model of ['birnn', 'cnn-lstm']) await train('text', model);
    await build(SEED);
    served = await repriseServe('quick', SEED);
  });
  afterAll(async () => {
    await served?.close();
    for (const seed of [SEED, DAMAGED_SEED])
      for (const name of [...MODELS, 'page']) rmSync(folder(name, seed), { recursive: true, force: true });
  });
  // No test may cause console errors, failed requests or foreign ones.
  afterEach(async () => {
    await visitor?.page.context().close();
    expect(visitor?.wrong).toEqual([]);
  });

  test('its verdicts equal those of reprise classify', async () => {
    const options = ['--json', '--profile', 'quick', '--seed', String(SEED)];
    const expected = (await run('apps/runner/bin/reprise.js', 'classify', ...options, '--', ...URLS))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { card, values, classify } = await open(served.origin);
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

  test('a character’s weight is how much the logit falls when its token is padding', async () => {
    const { card, values, classify } = await open(served.origin);
    await classify(WEIGHED);
    const tokens = tokenize(WEIGHED);
    const rows = [...WEIGHED].map((_, i) => tokens.with(URL_LENGTH - WEIGHED.length + i, 0));
    for (const model of ['birnn', 'cnn-lstm']) {
      const trained = await readLayersModel(join(folder(model), 'model'));
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

  test('its classes and reconstructions equal those that the runs saved', async () => {
    const { test } = await loadFashionMnist();
    const classes = await readNpy(join(folder('lenet'), 'predictions.npy'));
    const reconstructions = await readNpy(join(folder('autoencoder'), 'predictions.npy'));
    const data = JSON.parse(readFileSync(join(folder('page'), 'page.json'), 'utf8'));
    const { page, card, values, settled, greys, told } = await open(served.origin);
    const images = await page.locator('#gallery label').all();
    expect(images).toHaveLength(40);
    for (const [i, { row, label }] of data.images.items.entries()) {
      await images[i].click();
      await settled();
      expect(test.labels[row]).toBe(label);
      const probabilities = classes.data.subarray(row * 10, (row + 1) * 10);
      expect(await values('lenet', '.classes')).toEqual([...probabilities].map((p) => expect.closeTo(p, 5)));
      const top = probabilities.indexOf(Math.max(...probabilities));
      expect(await card('lenet').locator('.answer').textContent()).toBe(data.classes[top]);
      expect(await card('lenet').locator('.truth').textContent()).toBe(
        `Labelled ${data.classes[label]}: ${top === label ? 'correct' : 'wrong'}`,
      );
      const pixels = [...reconstructions.data.subarray(row * 784, (row + 1) * 784)];
      const { pixels: out } = await told('autoencoder');
      expect(Math.max(...out.map((pixel, at) => Math.abs(pixel - pixels[at])))).toBeLessThan(1e-5);
      const image = [...test.images.subarray(row * 784, (row + 1) * 784)].map((value) => value / 255);
      const loss =
        image.reduce((sum, y, at) => sum - y * Math.log(pixels[at]) - (1 - y) * Math.log(1 - pixels[at]), 0) / 784;
      expect((await values('autoencoder', '.loss'))[0]).toBeCloseTo(loss, 4);
      const shown = await greys('.card[data-model=autoencoder] figure:last-of-type canvas');
      expect(Math.max(...shown.map((grey, at) => Math.abs(grey - pixels[at] * 255)))).toBeLessThan(0.51);
    }
  });

  test('everything works by keyboard, in this tab order', async () => {
    const { page, card, settled, greys, focused, expectAccessible } = await open(served.origin);
    const way: string[] = [];
    for (let i = 0; i < 13; i++) {
      await page.keyboard.press('Tab');
      way.push(await focused());
    }
    expect(way).toEqual([
      'Skip to URLs',
      'Skip to pictures',
      'url',
      'Classify',
      '.btscene2.com',
      'www.yahoo.com',
      'What a character weighs',
      'T-shirt/top, test image 19',
      'board',
      'brush',
      'eraser',
      'clear',
      'width',
    ]);
    const backTo = async (place: string): Promise<void> => {
      for (let i = 0; i < 20 && (await focused()) !== place; i++) await page.keyboard.press('Shift+Tab');
      expect(await focused()).toBe(place);
    };
    const board = (): Promise<number[]> => greys('#board');

    // The narrowest brush, an empty board, and a line of five pixels with one above its end.
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    expect(new Set(await board())).toEqual(new Set([0]));
    await backTo('board');
    await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press(' ');
    expect(await page.locator('#board-position').textContent()).toBe('Column 18, row 14, white');
    await settled();
    const drawn = await board();
    // From the middle, which is column 14 and row 14 counted from 0: one left, four right, one up.
    const expected = new Array(784).fill(0);
    for (const column of [13, 14, 15, 16, 17]) expected[14 * 28 + column] = 255;
    expected[13 * 28 + 17] = 255;
    expect(drawn).toEqual(expected);
    expect(await card('lenet').locator('.truth').textContent()).toBe('Your own picture');
    expect(await page.locator('#gallery :checked').count()).toBe(0);
    await expect(page.locator('#picture-summary').textContent()).resolves.toMatch(/LeNet.*probability.*loss/);

    // The eraser takes the last one away.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press(' ');
    await backTo('board');
    await page.keyboard.press('Enter');
    expected[13 * 28 + 17] = 0;
    expect(await board()).toEqual(expected);

    // The gallery: an arrow picks the next image.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowLeft');
    await settled();
    expect(await page.locator('#gallery :checked').getAttribute('aria-label')).toBe(await focused());
    expect(await focused()).toMatch('Ankle boot');
    expect(await card('lenet').locator('.truth').textContent()).toMatch('Labelled Ankle boot');

    await backTo('www.yahoo.com');
    await page.keyboard.press(' ');
    await settled();
    await expect(page.locator('#url-summary').textContent()).resolves.toMatch(
      /RNN: (benign|malicious).*LSTM: (benign|malicious)/,
    );
    await backTo('url');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('typed.example');
    await page.keyboard.press('Enter');
    await settled();
    expect(await card('birnn').locator('.characters').textContent()).toBe('typed.example');
    await expectAccessible();
  });

  test('drawing with the mouse paints the picture', async () => {
    const { page, settled, greys, expectAccessible } = await open(served.origin, {
      viewport: { width: 1280, height: 1600 },
    });
    await page.click('#clear');
    const { x, y, width } = (await page.locator('#board').boundingBox())!;
    await page.mouse.move(x + width / 4, y + width / 2);
    await page.mouse.down();
    await page.mouse.move(x + (width * 3) / 4, y + width / 2, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(x + width / 2, y + width / 4);
    await settled();
    const line = (await greys('#board')).slice(14 * 28, 15 * 28);
    // From 7 to 21; a width of 3 reaches 1.5 pixels further, plus half a pixel of soft edge.
    expect(line.slice(7, 21).every((value) => value === 255)).toBe(true);
    expect([line[4], line[23]]).toEqual([0, 0]);
    await expectAccessible();
  });

  test('hostile text stays text', async () => {
    const { page, wrong, card, classify, expectAccessible } = await open(served.origin);
    page.on('dialog', () => wrong.push('a dialog'));
    await classify('<img src=x onerror=alert(1)>\u202egpj.exe');
    expect(await page.locator('img, main a').count()).toBe(0);
    expect(await card('birnn').locator('.characters').textContent()).toBe('<img␣src=x␣onerror=alert(1)>\\u202egpj.exe');
    expect(await card('birnn').locator('.character.unknown').allTextContents()).toEqual(['\\u202e']);
    await expectAccessible();
  });

  test('characters that are cut off are shown as such, or counted if there are many', async () => {
    const { card, classify } = await open(served.origin);
    await classify('y'.repeat(3) + 'x'.repeat(75));
    expect(await card('birnn').locator('.character.cut').allTextContents()).toEqual(['y', 'y', 'y']);
    await classify('y'.repeat(5000) + 'x'.repeat(75));
    expect(await card('birnn').locator('.characters').textContent()).toMatch(/^… 4960 morey{40}x{75}$/);
  });

  test('what classify refuses is explained; an empty field only once it is sent', async () => {
    const { page, classify, expectAccessible } = await open(served.origin);
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
    const { page, card, values, settled, classify } = await open(served.origin);
    await page.locator('#url').fill('');
    await page.locator('#url').pressSequentially('www.followed.example/' + 'x'.repeat(40), { delay: 15 });
    await card('birnn')
      .locator('.characters', { hasText: `/${'x'.repeat(40)}` })
      .waitFor();
    await settled();
    const typed = await values('cnn-lstm', '.verdict');
    await classify('www.followed.example/' + 'x'.repeat(40));
    expect(await values('cnn-lstm', '.verdict')).toEqual(typed);
  });

  test.each([320, 1280])('at %d pixels nothing is cut off or scrolls sideways', async (width) => {
    const { page, classify, expectAccessible } = await open(served.origin, { viewport: { width, height: 700 } });
    await classify('http://www.a-rather-long-host-name-without-any-space.example/' + 'w'.repeat(60));
    await page.locator('summary').click();
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    const out = await page.evaluate(
      `[...document.querySelectorAll('main *')].filter((it) => !it.closest('.unseen') && it.getBoundingClientRect().right > window.innerWidth + 0.5).map((it) => it.outerHTML.slice(0, 80))`,
    );
    expect(out).toEqual([]);
    await expectAccessible();
  });

  test('shows the profile, the seed and the metrics of the run', async () => {
    const { page } = await open(served.origin);
    expect(await page.locator('#notice').textContent()).toMatch(/mean nothing/);
    const figures = await page.locator('#figures dd').allTextContents();
    const record = (model: string) => JSON.parse(readFileSync(join(folder(model), 'run.json'), 'utf8')).final.test;
    expect(figures).toEqual([
      ...['birnn', 'cnn-lstm', 'lenet'].map((model) => `${record(model).acc.toFixed(4)}test accuracy`),
      `${record('autoencoder').loss.toFixed(4)}test loss`,
    ]);
    expect(await page.locator('#origin').textContent()).toMatch(`quick profile, seed ${SEED}`);
  });

  test('says which models are missing or damaged, and the others work', async () => {
    for (const model of ['birnn', 'lenet', 'autoencoder'])
      cpSync(folder(model), folder(model, DAMAGED_SEED), { recursive: true });
    const weights = join(folder('autoencoder', DAMAGED_SEED), 'model', 'group1-shard1of1.bin');
    writeFileSync(weights, readFileSync(weights).subarray(1));
    await build(DAMAGED_SEED);
    const other = await repriseServe('quick', DAMAGED_SEED);
    try {
      const { card, classify, expectAccessible } = await open(other.origin);
      await expect(card('cnn-lstm').textContent()).resolves.toMatch(
        /This model is missing.*artifacts\/quick\/cnn-lstm\/seed-993\/manifest\.json.*npx nx run text:cnn-lstm:quick --seed=993/s,
      );
      await expect(card('autoencoder').textContent()).resolves.toMatch(
        /This model is missing.*group1-shard1of1\.bin: expected sha256.*npx nx run vision:autoencoder:quick --seed=993/s,
      );
      await classify('www.yahoo.com');
      expect(await card('birnn').locator('.verdict').count()).toBe(1);
      expect(await card('lenet').locator('.answer').count()).toBe(1);
      await expectAccessible();
    } finally {
      await other.close();
    }
  });

  describe('on a static host, below a path', () => {
    let host: { origin: string; close: () => Promise<void> };
    beforeAll(async () => {
      host = await serveFolder(folder('page'), '/some/where/');
    });
    afterAll(() => host.close());
    /** Expects these problems and no others. */
    const expectedOnly = (wrong: string[], expected: RegExp): void => {
      const all = wrong.splice(0);
      expect(all).not.toEqual([]);
      expect(all.filter((line) => !expected.test(line))).toEqual([]);
    };

    test('works under its own policy', async () => {
      const { page, wrong, card } = await open(`${host.origin}/some/where/`);
      expect(await page.locator('.verdict').count()).toBe(2);
      expect(await card('autoencoder').locator('.loss').count()).toBe(1);
      const refused = await page.evaluate(`new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
        fetch('http://127.0.0.2:1/').catch(() => 0);
      })`);
      expect(refused).toBe('connect-src');
      expectedOnly(wrong, /Content Security Policy|foreign request: .*127\.0\.0\.2|failed: .*127\.0\.0\.2/);
    });

    test('a model that cannot be loaded is one clear message in its card', async () => {
      const { wrong, card, expectAccessible } = await open(`${host.origin}/some/where/`, {}, (page) =>
        page.route('**/birnn/*.bin', (route) => route.fulfill({ status: 404 })),
      );
      await expect(card('birnn').textContent()).resolves.toMatch(/could not be loaded.*Reload the page/s);
      expect(await card('cnn-lstm').locator('.verdict').count()).toBe(1);
      expectedOnly(wrong, /status (of )?404/);
      await expectAccessible();
    });

    test('without page.json, says what to do', async () => {
      visitor = await visit(browser(), `${host.origin}/some/where/`, {}, (page) =>
        page.route('**/page.json', (route) => route.fulfill({ status: 404 })),
      );
      const { page, wrong, expectAccessible } = visitor;
      await page.locator('#problem').waitFor();
      expect(await page.locator('#problem').textContent()).toMatch(
        /page\.json could not be loaded \(status 404\)\. Reload/,
      );
      expectedOnly(wrong, /status (of )?404|page\.json net::ERR_ABORTED/);
      await expectAccessible();
    });
  });
});
