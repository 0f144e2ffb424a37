import { renderDoctor } from './inspect';

const NODE = { name: 'Node', ok: true, found: '20.20.2' };

describe('renderDoctor', () => {
  it('aligns the results, with what to do below', () => {
    const items = [NODE, { name: 'Compiler', ok: false, found: 'none', todo: 'Install one.' }];
    expect(renderDoctor({ ok: false, items })).toBe(
      ['✓ Node      20.20.2', '✗ Compiler  none', '            Install one.', '1 problem found.'].join('\n'),
    );
  });

  it('indents further lines and counts problems', () => {
    const items = [
      { name: 'GPU', ok: false, found: 'one\ntwo' },
      { ...NODE, ok: false },
    ];
    expect(renderDoctor({ ok: false, items })).toBe(
      ['✗ GPU   one', '        two', '✗ Node  20.20.2', '2 problems found.'].join('\n'),
    );
    expect(renderDoctor({ ok: true, items: [NODE] })).toMatch(/No problems found\.$/);
  });
});
