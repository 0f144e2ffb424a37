import type { JudgedClaim, Verdict } from '../claim';
import type { ClaimsRecord } from './claims-record';
import { contradicts } from './judge';
import { renderVerification, verify } from './verify';

const claim = (id: string, declared: Verdict, verdict: Verdict): JudgedClaim => ({
  id,
  group: 'hidden',
  subject: 'Data',
  statement: 'So it is',
  where: 'here',
  expected: 'above 0',
  how: 'somehow',
  reason: 'because',
  timed: false,
  sweepOnly: false,
  ...(verdict === 'not measured'
    ? { missing: 'Not trained yet.' }
    : { measured: { value: 0.5, low: 0.25, high: 0.75 } }),
  verdict,
  declared: { verdict: declared, date: '2026-11-24', reason: 'so it was' },
  contradicts: contradicts(declared, verdict, true),
});
const record = (...claims: JudgedClaim[]): ClaimsRecord => ({
  schema: 1,
  profile: 'full',
  sweep: false,
  seed: 1,
  records: {},
  claims,
});

const fine = claim('fine', 'holds', 'holds');
const open = claim('open', 'holds', 'undecided');
const wrong = claim('wrong', 'holds', 'does not hold');
const missing = claim('missing', 'holds', 'not measured');
const known = claim('known', 'not measured', 'not measured');

test.each([
  [[fine, open, known], 0],
  [[fine, wrong], 1],
  [[fine, missing], 2],
  [[wrong, missing], 1],
  [[fine, { ...missing, sweepOnly: true }], 0],
] as const)('exit status %#', (claims, exitCode) => expect(verify(record(...claims)).exitCode).toBe(exitCode));

test('a sweep measures what one run cannot', () => {
  expect(verify({ ...record({ ...missing, sweepOnly: true }), sweep: true }).exitCode).toBe(2);
});

test('the terminal shows each verdict with its interval, and contradictions', () => {
  const text = renderVerification(record(fine, wrong));
  expect(text).toContain('    holds                          fine: 0.5 (0.25 to 0.75)');
  expect(text).toContain('  ! does not hold                  wrong: 0.5 (0.25 to 0.75)');
  expect(text).toContain('1 of 2 verdicts contradict the declared ones (!):');
  expect(text).toContain('  wrong: does not hold; declared on 2026-11-24: holds (so it was)');
  expect(renderVerification(record(fine))).toContain('No verdict contradicts a declared one.');
  expect(renderVerification(record(missing))).toContain(
    'Cannot be judged: 1 of the claims were not measured.\n  Not trained yet.',
  );
});
