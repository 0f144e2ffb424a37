import { trivialRule, twinImages, urlFacts, type UrlFacts } from '../../facts';
import { wilson } from '../../statistics';
import type { Claim, Measurement } from '../claim';
import type { Evidence } from '../evidence';

const exactly = (value: number, details?: Measurement['details']): Measurement => ({
  value,
  low: value,
  high: value,
  ...(details && { details }),
});

const kept = new WeakMap<Evidence, Promise<UrlFacts>>();

async function compute(evidence: Evidence): Promise<UrlFacts> {
  const { urls, malicious } = await evidence.frame();
  const { trainRows, testRows } = await evidence.urls();
  return urlFacts(urls, malicious, trainRows, testRows);
}

function facts(evidence: Evidence): Promise<UrlFacts> {
  const found = kept.get(evidence) ?? compute(evidence);
  kept.set(evidence, found);
  return found;
}

/** Rows and columns of what goes into a model: as the notebook prints a NumPy shape. */
export const tokenShape: Claim['measure'] = async (evidence) => {
  const { train, test } = await evidence.urls();
  return { value: `(${train.rows + test.rows}, ${train.length})` };
};

/** Shape of Fashion-MNIST's images as three channels, of 28 pixels or resized. */
export const imageShapes =
  (side: number): Claim['measure'] =>
  async (evidence) => {
    const { train, test } = await evidence.fashion();
    return { value: [train, test].map(({ rows }) => `(${rows}, ${side}, ${side}, 3)`).join(', ') };
  };

/** "training rows, test rows" of a run. */
export const rowsOf =
  (experiment: string): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    return 'missing' in run ? run : { value: `${run.run.config.train_rows}, ${run.run.config.test_rows}` };
  };

export const frameHead: Claim['measure'] = async (evidence) => ({
  value: (await evidence.frame()).urls.slice(0, 5).join('\n'),
});

/** Test rows whose 75 tokens are a training row's: none but what a model has seen. */
export const duplicatesAcrossSplit: Claim['measure'] = async (evidence) => {
  const { duplicates, caseDuplicates, tokenDuplicates } = await facts(evidence);
  const sum = ({ benign, malicious }: { benign: number; malicious: number }): number => benign + malicious;
  return exactly(sum(tokenDuplicates.testRows), {
    'to the character': sum(duplicates.testRows),
    'without regard to case': sum(caseDuplicates.testRows),
  });
};

export const headings: Claim['measure'] = async (evidence) => {
  const { headings: found, bareDomains, rows } = await facts(evidence);
  return exactly(found.benign + found.malicious, {
    'malicious rows that are a registered domain and nothing else': bareDomains.malicious / rows.malicious,
    'benign rows that are': bareDomains.benign / rows.benign,
  });
};

/** Share of the benign test rows whose registered domain has a training row. */
export const domainsAcrossSplit: Claim['measure'] = async (evidence) => {
  const { domains, testRows } = await facts(evidence);
  const { low, high } = wilson(domains.testRows.benign, testRows.benign);
  return {
    value: domains.testRows.benign / testRows.benign,
    low,
    high,
    interval: `Wilson, ${testRows.benign} benign test rows`,
    details: {
      'share of the malicious test rows': domains.share.malicious ?? 'none',
      'registered domains of benign rows': domains.ofClass.benign,
      'of malicious rows': domains.ofClass.malicious,
      'of both': domains.ofBoth,
    },
  };
};

/** Share of the malicious test rows that the best rule on one feature finds. */
export const ruleRecall: Claim['measure'] = async (evidence) => {
  const { urls, malicious } = await evidence.frame();
  const { trainRows, testRows } = await evidence.urls();
  const rule = trivialRule(urls, malicious, trainRows, testRows);
  const bad = testRows.filter((row) => malicious[row] === 1).length;
  const { low, high } = wilson(Math.round((rule.recall ?? 0) * bad), bad);
  return {
    value: rule.recall ?? 0,
    low,
    high,
    interval: `Wilson, ${bad} malicious test rows`,
    details: {
      rule: `malicious where ${rule.feature} is ${rule.direction} ${rule.threshold}`,
      accuracy: rule.accuracy,
      precision: rule.precision ?? 'none',
      'false positives': rule.falsePositiveRate ?? 'none',
    },
  };
};

export const equalImages: Claim['measure'] = async (evidence) => {
  const { train, test } = await evidence.fashion();
  const { testRowsWithTwin, duplicatesInTrain, duplicatesInTest } = twinImages(
    train.images,
    test.images,
    train.labels,
    test.labels,
  );
  return exactly(testRowsWithTwin, {
    'repeated in the training set': duplicatesInTrain,
    'repeated in the test set': duplicatesInTest,
  });
};
