import type { Measure } from '../../claim';
import { Missing } from '../../evidence';

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
