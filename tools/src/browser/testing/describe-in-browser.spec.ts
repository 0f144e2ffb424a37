import { describeInBrowser } from './describe-in-browser';

jest.mock('./find-browser', () => ({ findBrowser: () => undefined }));

// Jest allows test definitions only while a file loads, so this runs here and the tests below check the result.
const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
const skip = jest.spyOn(describe, 'skip').mockImplementation(() => undefined);
const [real, defined] = [globalThis.test, jest.fn()];
const body = jest.fn();
const before = process.env.REPRISE_BROWSER;

process.env.REPRISE_BROWSER = '';
describeInBrowser('a page', body);
const [skipped, said] = [[...skip.mock.calls], [...warn.mock.calls]];

process.env.REPRISE_BROWSER = 'required';
globalThis.test = defined as never;
describeInBrowser('a page', body);
globalThis.test = real;
if (before === undefined) delete process.env.REPRISE_BROWSER;
else process.env.REPRISE_BROWSER = before;
skip.mockRestore();
warn.mockRestore();

test('without a browser, tests are skipped and a line says why', () => {
  expect(skipped).toEqual([['a page', expect.any(Function)]]);
  expect(said).toEqual([[expect.stringMatching(/^a page: skipped, no Chromium starts here/)]]);
  expect(body).not.toHaveBeenCalled();
});

test('with REPRISE_BROWSER=required they fail', () => {
  expect(defined.mock.calls).toEqual([['a page', expect.any(Function)]]);
  expect(defined.mock.calls[0][1]).toThrow(/REPRISE_CHROMIUM/);
});
