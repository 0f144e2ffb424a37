import { loadFashionMnist, loadUrls } from '@reprise/data';
import { majorityClass } from './majority-class';

test('the most frequent class of the training rows, judged on the test rows', () => {
  expect(majorityClass(Uint8Array.of(3, 1, 3, 2), Uint8Array.of(3, 3, 1, 0))).toEqual({ class: 3, accuracy: 0.5 });
  expect(majorityClass(Uint8Array.of(2, 1, 1, 2), Uint8Array.of(2))).toEqual({ class: 1, accuracy: 0 });
  expect(majorityClass(Uint8Array.of(255), Uint8Array.of(255))).toEqual({ class: 255, accuracy: 1 });
});

test('on the data: one in ten images, and 98 of 100 URLs', async () => {
  const [{ train, test }, urls] = await Promise.all([loadFashionMnist(), loadUrls()]);
  expect(majorityClass(train.labels, test.labels)).toEqual({ class: 0, accuracy: 0.1 });
  expect(majorityClass(urls.train.y, urls.test.y)).toEqual({ class: 0, accuracy: 16523 / 16838 });
});
