import { tokenize, URL_LENGTH } from '@reprise/data/tokenize';
import { explain, type Logits } from './explain';

/** A model as a function of one row of tokens. */
const model =
  (logit: (tokens: Int32Array) => number): Logits =>
  (rows) =>
    Array.from({ length: rows.length / URL_LENGTH }, (_, row) =>
      logit(rows.subarray(row * URL_LENGTH, (row + 1) * URL_LENGTH)),
    );
const sum = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((total, number) => total + number, 0);
const dots = (tokens: Int32Array): number => tokens.filter((token) => token === tokenize('.')[URL_LENGTH - 1]).length;

test('a model that adds a weight per character gets its own weights', async () => {
  const weigh = (tokens: Int32Array): number => sum(tokens.map((token) => token - 40));
  const padding = -40 * URL_LENGTH;
  const explanation = await explain('www.yahoo.com', model(weigh));
  // A character's weight is its token; the one of padding is in the baseline.
  expect(explanation).toEqual({
    unread: '',
    baseline: padding,
    parts: ['www', '.yahoo', '.com'].map((text) => ({ text, contribution: expect.closeTo(sum(tokenize(text)), 9) })),
    logit: padding + sum(tokenize('www.yahoo.com')),
  });
});

test('two parts share equally what only both together do', async () => {
  // Malicious below 1.5 dots, by 3; the text `.a.b` has 2, and each of its parts 1.
  const { baseline, parts, logit } = await explain(
    '.a.b',
    model((tokens) => (dots(tokens) < 1.5 ? 3 : 0)),
  );
  expect({ baseline, parts, logit }).toEqual({
    baseline: 3,
    parts: ['.a', '.b'].map((text) => ({ text, contribution: -1.5 })),
    logit: 0,
  });
});

test('position and neighbours count: by hand', async () => {
  // The last token, and 10 more where the text has one dot.
  const last = model((tokens) => tokens[URL_LENGTH - 1] + (dots(tokens) === 1 ? 10 : 0));
  const [one, two] = ['1', '2'].map((text) => tokenize(text)[URL_LENGTH - 1]);
  // none 0; `1` one; `.2` two + 10; `1.2` two + 10
  const { parts } = await explain('1.2', last);
  expect(parts).toEqual([
    { text: '1', contribution: (one + 0) / 2 },
    { text: '.2', contribution: (two + 10 + (two + 10 - one)) / 2 },
  ]);
});

test.each(['', 'é'])('%j, of which nothing is read, is the baseline', async (url) => {
  const explanation = await explain(
    url,
    model(() => -2),
  );
  expect(explanation).toEqual({ unread: url, baseline: -2, parts: [], logit: -2 });
});

test('the logit is the one of the whole URL, also of a long one, and contributions add up to it', async () => {
  const saturated = model((tokens) => 40 * Math.sin(sum(tokens.map((token, i) => token * i))));
  for (const url of ['.btscene2.com', `${'long.'.repeat(40)}é.com/path?x=1`]) {
    const { baseline, parts, logit } = await explain(url, saturated);
    expect(logit).toBe((await saturated(tokenize(url)))[0]);
    expect(Math.abs(baseline + sum(parts.map(({ contribution }) => contribution)) - logit)).toBeLessThan(1e-9);
  }
});

test('the model is asked once, for at most 256 texts', async () => {
  const asked = jest.fn(model(() => 0));
  await explain('a.b.c.d.e.f.g.h.i.j', asked);
  expect(asked.mock.calls.map(([rows]) => rows.length / URL_LENGTH)).toEqual([256]);
});
