import { PROTOCOL } from '../../protocol';
import { fakePublished } from '../../testing/fake-records';
import { judge } from '../judge/judge-claims';
import { findingsMarkdown, verdictsOn } from './findings-markdown';
import { headlineTable, summaryLines } from './summary';

const published = fakePublished();
const judged = judge(published);
const findings = findingsMarkdown(judged, published, [{ name: 'seeds', alt: 'Seeds' }]);

test('the summary is a row for each model and at most eight lines', () => {
  expect(headlineTable(judged).match(/^\| (?!model|---).*/gm)).toHaveLength(5);
  expect(summaryLines(judged, published.records).length).toBeLessThanOrEqual(8);
});

test('each claim and each observation is in the findings', () => {
  for (const { kind, statement } of PROTOCOL.claims) if (kind !== 'fact') expect(findings).toContain(statement);
  for (const { statement } of PROTOCOL.observations) expect(findings).toContain(`**${statement}**`);
});

test('nothing is left unwritten, and the findings have at most 5,000 words', () => {
  expect(findings).not.toMatch(/undefined|NaN|\[object/);
  expect(findings.split(/\s+/).length).toBeLessThan(5000);
});

test('the verdicts on a model are about it alone', () => {
  const lenet = verdictsOn(judged, 'lenet').join('\n');
  expect(lenet).toContain('SGD with a rate of 1');
  expect(lenet).not.toContain('Transfer from VGG16');
});
