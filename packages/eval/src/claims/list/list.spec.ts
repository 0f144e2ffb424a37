import { CLAIMS } from '.';
import { MODEL_NAMES } from '../../published/published';
import { type JudgedClaim, VERDICTS } from '../claim';
import { claimGroups } from '../findings/findings-markdown';
import declared from './declared.json';

test('each claim has a unique id, a statement, a way to measure it, a reason, and a declared verdict with its date', () => {
  expect(new Set(CLAIMS.map(({ id }) => id)).size).toBe(CLAIMS.length);
  expect(Object.keys(declared.verdicts)).toEqual(CLAIMS.map(({ id }) => id));
  for (const { id, statement, where, how, reason, declared } of CLAIMS) {
    for (const text of [statement, where, how, reason, declared.reason])
      expect([id, text.length > 3, text]).toEqual([id, true, expect.not.stringContaining('to be seen')]);
    expect([id, VERDICTS.includes(declared.verdict)]).toEqual([id, true]);
    expect(declared.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

test('every final metric that the notebook prints is a claim', () => {
  // homework-2.txt: the outputs of cells 55, 56, 82, 111 and 119, and the last line of each log.
  const published = CLAIMS.flatMap(({ expects }) => ('published' in expects ? [expects.published] : []));
  for (const accuracy of [0.8952, 0.91215, 0.898, 0.91668, 0.9897256206200261, 0.9914875084135091])
    expect(published).toContain(accuracy);
  for (const accuracy of [0.9922793680959734, 0.9940808488735796]) expect(published).toContain(accuracy);
  for (const loss of [0.2846, 0.2859, 0.2885, 0.2795, 0.2486, 0.2969, 0.0236, 0.0218, 0.0151, 0.0186])
    expect(published).toContain(loss);
  for (const parameters of [16_299_850, 3_944_970, 12_354_880, 30_001, 81_441]) expect(published).toContain(parameters);
});

test('each baseline is a known model’s', () => {
  const subjects = CLAIMS.filter(({ group }) => group === 'baseline').map(({ subject }) => subject);
  expect(Object.values(MODEL_NAMES)).toEqual(expect.arrayContaining(subjects));
});

test('every claim is in one group', () => {
  const groups = claimGroups(CLAIMS as unknown as JudgedClaim[]);
  const grouped = groups.flatMap(({ claims }) => claims.map(({ id }) => id));
  expect(grouped.toSorted()).toEqual(CLAIMS.map(({ id }) => id).toSorted());
  expect(groups.every(({ claims }) => claims.length > 0)).toBe(true);
});
