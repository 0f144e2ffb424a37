import type { TrainedRun } from '../../../runs/read-run';
import type { Measure } from '../../claim';
import type { Evidence } from '../../evidence';
import { betterRanking, detectionMetrics, recallLostByDomains, recallOf } from './detection';

const ROWS = 2000;
/** Every tenth row is malicious. */
const labels = Uint8Array.from({ length: ROWS }, (_, row) => (row % 10 === 0 ? 1 : 0));

/** Finds all but each `missed`th malicious row, and calls each `wrong`th benign one malicious. */
function detector(missed: number, wrong: number, split?: string): TrainedRun {
  const data = Float32Array.from(labels, (label, row) => {
    const nth = Math.floor(row / 10) + 1;
    if (label === 1) return nth % missed === 0 ? 0.2 : 0.9;
    return row % wrong === 1 ? 0.8 : 0.1;
  });
  const config = split === undefined ? {} : { split };
  return {
    run: { experiment: 'fake', config, final: { test: { acc: 0.9 } } },
    predictions: { dtype: 'float32', shape: [ROWS, 1], data },
  } as unknown as TrainedRun;
}

const sets = { train: { y: labels }, test: { y: labels } };
const evidence = {
  run: async (name: string) =>
    ({
      good: detector(10, 100),
      bad: detector(2, 20),
      'good-domains': detector(2, 20, 'domains, random_state=3'),
      'bad-domains': detector(2, 20),
    })[name],
  seeds: async () => undefined,
  urls: async () => sets,
  urlsByDomain: async () => sets,
} as unknown as Evidence;
const measure = async (of: Measure) => of(evidence);

test('recall, with Wilson’s interval and the field’s other metrics', async () => {
  const { value, low, high, interval, details } = await measure(recallOf('good'));
  expect([value, interval]).toEqual([0.9, 'Wilson, 200 malicious rows; one training']);
  // statsmodels.stats.proportion.proportion_confint(180, 200, method='wilson')
  expect(low).toBeCloseTo(0.8505941875672826, 12);
  expect(high).toBeCloseTo(0.9343295513309041, 12);
  // 180 of the 198 rows predicted malicious are: rows 1, 101, 201… are benign.
  expect(details).toMatchObject({ recall: 0.9, precision: 0.9, 'accuracy of always saying benign': 0.9 });
});

test('a detector that predicts nothing malicious has no precision', () => {
  const quiet = detector(1, 1);
  quiet.predictions.data.fill(0.1);
  expect(detectionMetrics(quiet, labels)).toMatchObject({ recall: 0, precision: 'none', F1: 0 });
});

test('the better ranking, with a reproducible interval over rows', async () => {
  const found = await measure(betterRanking('good', 'bad'));
  expect(found.low).toBeGreaterThan(0);
  expect(found.low).toBeLessThan(found.value as number);
  expect(found.high).toBeGreaterThan(found.value as number);
  expect(await measure(betterRanking('good', 'bad'))).toEqual(found);
});

test('recall at 1 % false positives under the domain split, which the record must name', async () => {
  const { value, details } = await measure(recallLostByDomains('good'));
  // The first one's false alarms (20 of 1,800) exceed 1 %, so both detect the rows scored above them: all at 0.9.
  expect(details?.['recall at 1 % false positives, split by rows']).toBeCloseTo(0.9, 12);
  expect(details?.['recall at 1 % false positives, split by domains']).toBeCloseTo(0.5, 12);
  expect(value).toBeCloseTo(0.4, 12);
  await expect(measure(recallLostByDomains('bad'))).rejects.toThrow(/expected domains, random_state=3, found no split/);
});
