import { trivialRules, urlFacts } from '../../../facts';
import { wilson } from '../../../statistics';
import type { Measure } from '../../claim';
import { type Evidence, Missing } from '../../evidence';
import { estimate, exactly } from '../measurement';

/** Rows, labels and row numbers of the notebook's split, as the functions of `facts` take them. */
const lists = async (evidence: Evidence): Promise<Parameters<typeof urlFacts>> => {
  const { urls, malicious } = await evidence.frame();
  const { trainRows, testRows } = await evidence.urls();
  return [urls, malicious, trainRows, testRows];
};

const facts = (evidence: Evidence): Promise<ReturnType<typeof urlFacts>> =>
  evidence.once('url facts', async () => urlFacts(...(await lists(evidence))));

/** Shapes as NumPy prints them. */
export const tokenShape: Measure = async (evidence) => {
  const { train, test } = await evidence.urls();
  return { value: `(${train.y.length + test.y.length}, ${train.x.length / train.y.length})` };
};
export const labelShape: Measure = async (evidence) => {
  const { train, test } = await evidence.urls();
  return { value: `(${train.y.length + test.y.length},)` };
};

/** URL and label of the frame's first five rows. */
export const frameHead: Measure = async (evidence) => {
  const { urls, malicious } = await evidence.frame();
  const head = urls.slice(0, 5).map((url, row) => `${url} ${malicious[row]}`);
  return { value: head.join('\n') };
};

/** Test rows whose 75 tokens are a training row's. */
export const duplicatesAcrossSplit: Measure = async (evidence) => {
  const { duplicates, caseDuplicates, tokenDuplicates, domains } = await facts(evidence);
  const rows = ({ testRows: { benign, malicious } }: typeof duplicates): number => benign + malicious;
  return exactly(rows(tokenDuplicates), {
    'to the character': rows(duplicates),
    'without regard to case': rows(caseDuplicates),
    'test rows of a domain that has training rows of the other label': domains.conflicts,
  });
};

/** Rows that are headings of the copied list. */
export const headings: Measure = async (evidence) => {
  const { headings: count, bareDomains, rows } = await facts(evidence);
  return exactly(count.benign + count.malicious, {
    'malicious rows that are a registered domain and nothing else': bareDomains.malicious / rows.malicious,
    'benign rows that are': bareDomains.benign / rows.benign,
  });
};

/** Share of the benign test rows whose registered domain has a training row. */
export const domainsAcrossSplit: Measure = async (evidence) => {
  const { domains, testRows } = await facts(evidence);
  const { benign } = testRows;
  const interval = wilson(domains.testRows.benign, benign);
  return estimate(domains.testRows.benign / benign, interval, `Wilson, ${benign} benign test rows`, {
    'share of the malicious test rows': domains.testRows.malicious / testRows.malicious,
    'registered domains of benign rows': domains.ofClass.benign,
    'of malicious rows': domains.ofClass.malicious,
    'of both': domains.ofBoth,
  });
};

/** Balanced accuracy on the test rows of the best rule on one feature. */
export const bestRule: Measure = async (evidence) => {
  const [rule] = trivialRules(...(await lists(evidence)));
  return exactly(((rule.recall ?? 0) + 1 - (rule.falsePositiveRate ?? 0)) / 2, {
    rule: `malicious where ${rule.feature} is ${rule.direction} ${rule.threshold}`,
    recall: rule.recall ?? 'none',
    'false positives': rule.falsePositiveRate ?? 'none',
    precision: rule.precision ?? 'none',
    accuracy: rule.accuracy,
  });
};

/** A URL model's verdict on a URL that the notebook tries, and where that URL is in the data. */
export const verdictOn =
  (experiment: string, url: string): Measure =>
  async (evidence) => {
    const { singles } = await evidence.run(experiment);
    const verdictFor = (spelled: string) => singles?.find((one) => one.url === spelled);
    const verdict = verdictFor(url);
    if (!verdict) throw new Missing(`singles.json of ${experiment} has no ${url}.`);
    const { urls, malicious } = await evidence.frame();
    const training = new Set((await evidence.urls()).trainRows);
    const place = (spelled: string): string => {
      const row = urls.indexOf(spelled);
      if (row < 0) return 'nowhere in the data';
      return `${training.has(row) ? 'training' : 'test'} row, ${malicious[row] === 1 ? 'malicious' : 'benign'}`;
    };
    const dotted = url.startsWith('.');
    const other = dotted ? url.slice(1) : `.${url}`;
    const otherVerdict = verdictFor(other);
    return {
      value: verdict.verdict,
      details: {
        probability: verdict.probability,
        'where it stands': place(url),
        [dotted ? 'without the leading dot' : 'with a leading dot']: otherVerdict
          ? `${otherVerdict.verdict}, ${otherVerdict.probability.toFixed(4)}`
          : 'not tried',
        'where that stands': place(other),
      },
    };
  };
