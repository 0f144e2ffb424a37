import type { Claim } from '../claim';

/** What a URL model says of a URL that the notebook tries, and where that URL stands in the data. */
export const verdictOn =
  (experiment: string, url: string): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const single = run.singles?.find((one) => one.url === url);
    if (!single) return { missing: `singles.json of ${experiment} has no ${url}.` };
    const { urls, malicious } = await evidence.frame();
    const { trainRows } = await evidence.urls();
    const training = new Set(trainRows);
    const place = (spelled: string): string => {
      const row = urls.indexOf(spelled);
      if (row < 0) return 'nowhere in the data';
      return `${training.has(row) ? 'training' : 'test'} row, ${malicious[row] === 1 ? 'malicious' : 'benign'}`;
    };
    const other = url.startsWith('.') ? url.slice(1) : `.${url}`;
    const turned = run.singles?.find((one) => one.url === other);
    return {
      value: single.verdict,
      details: {
        probability: single.probability,
        'where it stands': place(url),
        [url.startsWith('.') ? 'without the leading dot' : 'with a leading dot']: turned
          ? `${turned.verdict}, ${turned.probability.toFixed(4)}`
          : 'not tried',
        'where that stands': place(other),
      },
    };
  };
