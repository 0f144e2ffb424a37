import type { Experiment } from '@reprise/training';
import { urlDataset } from './urls';
import { verdict } from './verdict';

/** The two URLs that the notebook tries: it finds the first malicious and the second benign. */
const NOTEBOOK_URLS = ['.btscene2.com', 'www.yahoo.com'] as const;

/** The same without the leading dot, and with one: does the dot decide? */
const TRIED = [...NOTEBOOK_URLS, 'btscene2.com', '.www.yahoo.com'];

/** Saves the verdicts on them as singles.json. */
export const notebookUrls: NonNullable<Experiment['extraPredictions']> = {
  file: 'singles.json',
  data: urlDataset(TRIED),
  record: (outputs) => TRIED.map((url, i) => verdict(url, outputs[i])),
};
