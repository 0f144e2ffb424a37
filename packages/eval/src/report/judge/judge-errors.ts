import { confusions, reconstructionLosses, type UrlErrors, urlErrors, worstFirst } from '../../errors';
import { DATASETS } from '../../runs/check-record';
import type { TrainedRun } from '../../runs/read-run';
import type { ErrorResult } from '../results';
import type { TestSet } from './judge-predictions';

/** How many of each kind of error a report shows. */
const PAIRS = 5;
const PICTURES = 6;
const WORST = 9;
const URLS = 10;

const NONE: ErrorResult = { confused: null, worst: null, false_alarms: null, misses: null };

/**
 * The errors to look at, by the model's task.
 * @param test at least as many rows as the predictions have
 */
export function judgeErrors(
  { run, dataset, predictions: { shape, data } }: TrainedRun,
  { images = new Uint8Array(), labels, urls = [] }: TestSet,
): ErrorResult {
  const { classes } = DATASETS[dataset];
  switch (run.task) {
    case 'reconstruction': {
      const losses = reconstructionLosses(images, data);
      const rows = worstFirst(losses).slice(0, WORST);
      return { ...NONE, worst: rows.map((row) => ({ row, loss: losses[row] })) };
    }
    case 'multiclass': {
      const pairs = confusions(labels, { data, rows: shape[0], width: classes.length }, PAIRS);
      const confused = pairs.map(({ actual, predicted, count, rows }) => ({
        actual: classes[actual],
        predicted: classes[predicted],
        count,
        rows: rows.slice(0, PICTURES),
      }));
      return { ...NONE, confused };
    }
    case 'binary': {
      const { falseAlarms, misses } = urlErrors(labels, data, URLS);
      const result = ({ count, rows }: UrlErrors) => ({
        count,
        shown: rows.map((row) => ({ row, url: urls[row], probability: data[row] })),
      });
      return { ...NONE, false_alarms: result(falseAlarms), misses: result(misses) };
    }
  }
}
