import { startProgress } from './progress';

const { CI, NX_PARALLEL } = process.env;
beforeEach(() => {
  delete process.env['CI'];
  delete process.env['NX_PARALLEL'];
  jest.useFakeTimers();
});
afterEach(() => {
  Object.assign(process.env, CI !== undefined && { CI }, NX_PARALLEL !== undefined && { NX_PARALLEL });
  jest.useRealTimers();
  jest.restoreAllMocks();
});

function linesSaid(): string[] {
  const lines: string[] = [];
  jest.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  return lines;
}

test('outside a terminal: a plain line every five seconds and at the end', () => {
  const lines = linesSaid();
  const progress = startProgress('file', 4e6, 'bytes');
  progress.update(1e6);
  jest.advanceTimersByTime(5000);
  expect(lines).toEqual(['file  25 %, 1.0 MB, 0.2 MB/s, 15 s left']);
  progress.update(4e6);
  progress.done('whole');
  expect(lines[1]).toBe('file  100 %, 4.0 MB, 0.8 MB/s, whole');
  jest.advanceTimersByTime(60_000);
  expect(lines.length).toBe(2);
});

test('an epoch shows the time left for itself and for all epochs', () => {
  const lines = linesSaid();
  // 1,000 samples a second: 5,000 of this epoch and 10,000 of the next are left.
  const progress = startProgress('lenet epoch 2/3', 10_000, 'samples', { after: 10_000 });
  progress.update(5000, 'loss 0.5');
  jest.advanceTimersByTime(5000);
  expect(lines).toEqual(['lenet epoch 2/3  50 %, 5000 samples, 1000/s, loss 0.5, 5 s left, 15 s in all']);
  progress.done();
});

test('work of an earlier run counts for the share and not for the rate; with early stopping the time is a maximum', () => {
  const lines = linesSaid();
  const progress = startProgress('birnn epoch 2/3', 1000, 'samples', { from: 400, after: 1000, atMost: true });
  progress.update(500);
  jest.advanceTimersByTime(5000);
  expect(lines).toEqual(['birnn epoch 2/3  50 %, 500 samples, 20/s, 25 s left, at most 75 s in all']);
  progress.done();
});

test('an unknown total: amount and rate alone', () => {
  const lines = linesSaid();
  const progress = startProgress('file', 0, 'bytes');
  progress.update(1e6);
  jest.advanceTimersByTime(5000);
  expect(lines).toEqual(['file  1.0 MB, 0.2 MB/s']);
  progress.done();
});

describe('in a terminal', () => {
  /** The rows drawn in a terminal of this width, and the control codes. */
  function rows(columns: number, work: () => void): { text: string; codes: string } {
    const { isTTY, columns: before, write } = process.stderr;
    let out = '';
    Object.assign(process.stderr, { isTTY: true, columns, write: (chunk: string) => ((out += chunk), true) });
    try {
      work();
    } finally {
      Object.assign(process.stderr, { isTTY, columns: before, write });
    }
    const code = /\u001b(\[[\d;?]*[A-Za-z]|[78])/g;
    return {
      text: out.replace(code, '\n'),
      codes: [...out.matchAll(code)].map(([, c]) => c).join(' '),
    };
  }

  const epoch = (label: string): void => {
    const progress = startProgress(label, 50_000, 'samples', { after: 4_000_000, atMost: true });
    jest.advanceTimersByTime(5000);
    progress.update(25_000, 'loss 0.2345');
    progress.done();
  };

  test.each([
    [
      120,
      'cnn-lstm epoch 3/9',
      '████████████░░░░░░░░░░░░ cnn-lstm epoch 3/9  50 %, 25000 samples, 5000/s, loss 0.2345, 5 s left, at most 14 min in all',
    ],
    [80, 'lenet epoch 3/9', 'lenet epoch 3/9  50 %, 5000/s, loss 0.2345, 5 s left, at most 14 min in all'],
    [
      80,
      'birnn-validation epoch 3/99',
      'birnn-validation epoch 3/99  50 %, loss 0.2345, 5 s left, at most 14 min in all',
    ],
    [20, 'lenet epoch 3/9', 'lenet epoch 3/9  50'],
  ])('of %i columns: a row shows what fits', (columns, label, expected) => {
    const { text } = rows(columns, () => epoch(label));
    expect(text.split('\n')).toContain(expected);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(columns);
  });

  test.each([
    ['CI', 'true'],
    ['NX_PARALLEL', '2'],
  ])('with %s=%s: plain lines', (name, value) => {
    process.env[name] = value;
    const lines = linesSaid();
    expect(rows(80, () => epoch('lenet epoch 3/9')).text).toBe('');
    expect(lines.at(-1)).toBe(
      'lenet epoch 3/9  50 %, 25000 samples, 5000/s, loss 0.2345, 5 s left, at most 14 min in all',
    );
  });

  test('does not change the terminal’s settings, which a killed process could not restore', () => {
    expect(rows(80, () => epoch('lenet epoch 1/9')).codes).not.toMatch(/\?/);
  });
});
