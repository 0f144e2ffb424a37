import { startProgress } from './progress';

test('outside a terminal the end is one plain line, and lines come every five seconds before', () => {
  jest.useFakeTimers();
  const lines: string[] = [];
  jest.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  const progress = startProgress('file', 4e6, 'bytes');
  progress.update(1e6);
  jest.advanceTimersByTime(5000);
  expect(lines).toEqual(['file  25 % 1.0 MB, 0.2 MB/s, 15 s left']);
  progress.update(4e6);
  progress.done('whole');
  expect(lines[1]).toBe('file  100 % 4.0 MB, 0.8 MB/s, whole');
  jest.advanceTimersByTime(60_000);
  expect(lines.length).toBe(2);
  jest.useRealTimers();
});
