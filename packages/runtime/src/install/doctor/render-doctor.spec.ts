import { renderDoctor } from './render-doctor';

const NODE = { name: 'Node', ok: true, found: '20.20.2' };

describe('renderDoctor', () => {
  it('aligns what was found and puts what to do below', () => {
    const items = [NODE, { name: 'Compiler', ok: false, found: 'none', todo: 'Install one.' }];
    expect(renderDoctor({ ok: false, items })).toBe(
      ['✓ Node      20.20.2', '✗ Compiler  none', '            Install one.', '1 thing needs you.'].join('\n'),
    );
  });

  it('indents further lines and counts what is wrong', () => {
    const items = [
      { name: 'GPU', ok: false, found: 'one\ntwo' },
      { ...NODE, ok: false },
    ];
    expect(renderDoctor({ ok: false, items })).toBe(
      ['✗ GPU   one', '        two', '✗ Node  20.20.2', '2 things need you.'].join('\n'),
    );
    expect(renderDoctor({ ok: true, items: [NODE] })).toMatch(/All is in order\.$/);
  });
});
