import { Problem } from '@reprise/base';
import { wantedKind } from './gpu';

describe('wantedKind', () => {
  it.each([
    [undefined, 'cpu'],
    ['', 'cpu'],
    ['0', 'cpu'],
    ['1', 'gpu'],
  ])('REPRISE_GPU=%s: %s', (value, kind) => {
    expect(wantedKind({ REPRISE_GPU: value })).toBe(kind);
  });

  it.each(['true', 'yes', '2', ' 1'])('refuses "%s"', (value) => {
    const parts = { where: 'REPRISE_GPU', expected: '1 or 0', found: `"${value}"` };
    expect(() => wantedKind({ REPRISE_GPU: value })).toThrow(Problem);
    expect(() => wantedKind({ REPRISE_GPU: value })).toThrow(
      `${parts.where}: expected ${parts.expected}, found ${parts.found}.`,
    );
  });
});
