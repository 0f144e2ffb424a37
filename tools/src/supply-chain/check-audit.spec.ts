import auditExceptions from './audit-exceptions.json';
import { type AuditException, checkAudit } from './check-audit';
import { checkSignatures } from './check-signatures';

const TODAY = '2026-11-26';
const found = { id: 'GHSA-aaaa-bbbb-cccc', package: 'tar', title: 'Bad', severity: 'high', range: '<8' };
const known: AuditException = {
  id: found.id,
  package: 'tar',
  reason: 'It unpacks nothing here.',
  reviewBy: '2027-02-01',
};
const check = (advisories: (typeof found)[], exceptions: AuditException[], today = TODAY) =>
  checkAudit({ advisories }, exceptions, 3, today);

test('an advisory without a reason is a failure', () => {
  expect(check([found], []).failures).toEqual([
    'tar <8: GHSA-aaaa-bbbb-cccc (high), Bad. Raise the version, override it in package.json, or say in audit-exceptions.json why it does not matter.',
  ]);
  expect(check([{ ...found, package: 'other' }], [known]).failures).toHaveLength(2);
});

test('with a reason it is none, until it has to be looked at again', () => {
  expect(check([found], [known])).toMatchObject({ failures: [], unanswered: [] });
  expect(check([found], [known]).rows[0].outcome).toBe('1 advisories, 1 of them with a reason to live with');
  expect(check([found], [known], '2027-02-01').failures).toEqual([
    'tar, GHSA-aaaa-bbbb-cccc: was to be looked at again by 2027-02-01.',
  ]);
});

test('a reason for what does not occur any more is a failure', () => {
  expect(check([], [known]).failures).toEqual([
    'tar, GHSA-aaaa-bbbb-cccc: does not occur any more. Remove it from audit-exceptions.json.',
  ]);
});

test('no answer is neither good nor bad, and says so', () => {
  const finding = checkAudit({ unanswered: 'ECONNREFUSED' }, [known], 3, TODAY);
  expect(finding.failures).toEqual([]);
  expect(finding.unanswered).toEqual(['npm audit: ECONNREFUSED']);
  expect(finding.rows[0].outcome).toMatch(/^not answered \(ECONNREFUSED\)/);
});

test('each committed exception is whole', () => {
  for (const one of auditExceptions as AuditException[])
    expect(one).toEqual({
      id: expect.stringMatching(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/),
      package: expect.any(String),
      reason: expect.stringMatching(/^.{20}/),
      reviewBy: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
});

test('signatures: wrong and missing ones are failures, no answer is none', () => {
  const one = { name: 'tar', version: '7.0.0' };
  expect(checkSignatures({ invalid: [], missing: [] })).toMatchObject({ failures: [], unanswered: [] });
  expect(checkSignatures({ invalid: [one], missing: [one] }).failures).toEqual([
    'tar 7.0.0: the registry’s signature is wrong; do not install it.',
    'tar 7.0.0: has no signature of the registry.',
  ]);
  // As npm 11.19.1 says it.
  const failed = {
    error: {
      code: 'ENOTFOUND',
      summary: 'request to https://x.example/15.root.json failed, reason: getaddrinfo ENOTFOUND x.example',
      detail: '',
    },
  };
  expect(checkSignatures(failed)).toMatchObject({ failures: [], unanswered: ['npm audit signatures: ENOTFOUND'] });
  expect(checkSignatures(undefined).unanswered).toEqual(['npm audit signatures: npm did not say why']);
});
