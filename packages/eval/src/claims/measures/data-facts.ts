import { resize48 } from '@reprise/data';
import { PIXELS } from '../../baselines';
import { trivialRule, twinImages, urlFacts, type UrlFacts } from '../../facts';
import { wilson } from '../../statistics';
import type { Claim, Measurement } from '../claim';
import type { Evidence, FashionMnist } from '../evidence';

const exactly = (value: number, details?: Measurement['details']): Measurement => ({
  value,
  low: value,
  high: value,
  ...(details && { details }),
});

const facts = (evidence: Evidence): Promise<UrlFacts> =>
  evidence.once('url facts', async () => {
    const { urls, malicious } = await evidence.frame();
    const { trainRows, testRows } = await evidence.urls();
    return urlFacts(urls, malicious, trainRows, testRows);
  });

/** Rows and columns of what goes into a model: as the notebook prints a NumPy shape. */
export const tokenShape: Claim['measure'] = async (evidence) => {
  const { train, test } = await evidence.urls();
  return { value: `(${train.rows + test.rows}, ${train.length})` };
};

/** The labels' shape. */
export const labelShape: Claim['measure'] = async (evidence) => {
  const { train, test } = await evidence.urls();
  return { value: `(${train.y.length + test.y.length},)` };
};

/** Shapes of both sets of images, as three channels. @param bytes of one image as it goes into the model */
const imageShapes = ({ train, test }: FashionMnist, bytes: number): Measurement => {
  const side = Math.sqrt(bytes / 3);
  return { value: [train, test].map(({ rows }) => `(${rows}, ${side}, ${side}, 3)`).join(', ') };
};

/** Of the images as they are, each channel the same. */
export const stackedShapes: Claim['measure'] = async (evidence) => {
  const sets = await evidence.fashion();
  return imageShapes(sets, (3 * sets.train.images.length) / sets.train.rows);
};

/** Of the images as VGG16 gets them. */
export const resizedShapes: Claim['measure'] = async (evidence) => {
  const sets = await evidence.fashion();
  return imageShapes(sets, (await resize48(sets.train.images.subarray(0, PIXELS))).length);
};

/** "training rows, test rows" of a run. */
export const rowsOf =
  (experiment: string): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    return 'missing' in run ? run : { value: `${run.run.config.train_rows}, ${run.run.config.test_rows}` };
  };

/** The frame's first rows: URL and label. */
export const frameHead: Claim['measure'] = async (evidence) => {
  const { urls, malicious } = await evidence.frame();
  return {
    value: urls
      .slice(0, 5)
      .map((url, row) => `${url} ${malicious[row]}`)
      .join('\n'),
  };
};

/** Test rows whose 75 tokens are a training row's: a model has seen them. */
export const duplicatesAcrossSplit: Claim['measure'] = async (evidence) => {
  const { duplicates, caseDuplicates, tokenDuplicates, domains } = await facts(evidence);
  const sum = ({ benign, malicious }: { benign: number; malicious: number }): number => benign + malicious;
  return exactly(sum(tokenDuplicates.testRows), {
    'to the character': sum(duplicates.testRows),
    'without regard to case': sum(caseDuplicates.testRows),
    'test rows of a domain that has training rows of the other label': domains.conflicts,
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

/** Balanced accuracy on the test rows of the best rule on one feature. */
export const bestRule: Claim['measure'] = async (evidence) => {
  const { urls, malicious } = await evidence.frame();
  const { trainRows, testRows } = await evidence.urls();
  const rule = trivialRule(urls, malicious, trainRows, testRows);
  const rates = (rule.recall ?? 0) + 1 - (rule.falsePositiveRate ?? 0);
  const value = rates / 2;
  return exactly(value, {
    rule: `malicious where ${rule.feature} is ${rule.direction} ${rule.threshold}`,
    recall: rule.recall ?? 'none',
    'false positives': rule.falsePositiveRate ?? 'none',
    precision: rule.precision ?? 'none',
    accuracy: rule.accuracy,
  });
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
