import type { Experiment } from '@reprise/engine';
import { urlDataset } from './urls';
import { verdict } from './verdict';

/** The two URLs that the notebook tries: it finds the first malicious and the second benign. */
const NOTEBOOK_URLS = ['.btscene2.com', 'www.yahoo.com'] as const;

/** Saves the verdicts on them as singles.json. */
export const notebookUrls: NonNullable<Experiment['tries']> = {
  file: 'singles.json',
  data: urlDataset(NOTEBOOK_URLS),
  record: (outputs) => NOTEBOOK_URLS.map((url, i) => verdict(url, outputs[i])),
};
