// The page's view of a picture in a real browser, with the models of the quick profile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFashionMnist, readNpy } from '@reprise/data';
import { describePage, quickFolder } from './testing/quick-page';

const ADDRESS = '#picture';

describePage('a picture', (open) => {
  test('its classes and reconstructions equal those that the runs saved', async () => {
    const { test } = await loadFashionMnist();
    const classes = await readNpy(join(quickFolder('lenet'), 'predictions.npy'));
    const reconstructions = await readNpy(join(quickFolder('autoencoder'), 'predictions.npy'));
    const data = JSON.parse(readFileSync(join(quickFolder('page'), 'page.json'), 'utf8'));
    const { page, card, values, settled, greys, told } = await open(ADDRESS);
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
      const out = await told();
      expect(Math.max(...out.map((pixel, at) => Math.abs(pixel - pixels[at])))).toBeLessThan(1e-5);
      const image = [...test.images.subarray(row * 784, (row + 1) * 784)].map((value) => value / 255);
      const loss =
        image.reduce((sum, y, at) => sum - y * Math.log(pixels[at]) - (1 - y) * Math.log(1 - pixels[at]), 0) / 784;
      expect((await values('autoencoder', '.loss'))[0]).toBeCloseTo(loss, 4);
      const shown = await greys('.card[data-model=autoencoder] figure:last-of-type canvas');
      expect(Math.max(...shown.map((grey, at) => Math.abs(grey - pixels[at] * 255)))).toBeLessThan(0.51);
    }
  });

  test('works by keyboard, in this tab order', async () => {
    const { page, card, settled, greys, focused, expectAccessible } = await open(ADDRESS);
    const way: string[] = [];
    await page.focus('#view');
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press('Tab');
      way.push(await focused());
    }
    expect(way).toEqual(['T-shirt/top, test image 19', 'board', 'brush', 'eraser', 'clear', 'width']);
    const backTo = async (place: string): Promise<void> => {
      for (let i = 0; i < 20 && (await focused()) !== place; i++) await page.keyboard.press('Shift+Tab');
      expect(await focused()).toBe(place);
    };
    const board = (): Promise<number[]> => greys('#board');

    // The narrowest brush, an empty board, and a line of five pixels with one above its end.
    await page.keyboard.press('Home'); // of the slider
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
    await page.locator('#announcement', { hasText: /LeNet.*probability.*loss/ }).waitFor();

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

    await expectAccessible();
  });

  test('an address keeps a drawing or a test image', async () => {
    const { page, card, settled, greys } = await open('#picture?picture=12');
    expect(await card('lenet').locator('.truth').textContent()).toMatch(/^Labelled /);
    await page.click('#clear');
    await page.focus('#board');
    await page.keyboard.press(' ');
    await settled();
    const drawn = await greys('#board');
    for (let i = 0; i < 50 && !/picture=.{1046}/.test(page.url()); i++) await page.waitForTimeout(100);
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await settled();
    expect(await greys('#board')).toEqual(drawn);
    expect(await card('lenet').locator('.truth').textContent()).toBe('Your own picture');
  });

  test('drawing with the mouse paints the picture', async () => {
    const { page, settled, greys, expectAccessible } = await open(ADDRESS, {
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
});
