import type { RunRecord } from '@reprise/records';
import { confusions, reconstructionLosses, type UrlErrors, urlErrors, worstFirst } from '../errors';
import type { TestSet } from './judge-predictions';
import type { Float32Predictions } from './read-run';
import type { ErrorResult } from './results';

/** How much of each kind of error a report shows. */
const PAIRS = 5;
const PICTURES = 6;
const WORST = 9;
const URLS = 10;

const NONE: ErrorResult = { confused: null, worst: null, false_alarms: null, misses: null };

/**
 * The errors that are worth a look, by what the model does.
 * @param test a set of at least as many rows as the predictions have
 * @param classes names by label; empty for the autoencoder
 */
export function judgeErrors(
  { task }: RunRecord,
  { shape, data }: Float32Predictions,
  { images = new Uint8Array(), labels = new Uint8Array(), urls = [] }: TestSet,
  classes: readonly string[],
): ErrorResult {
  switch (task) {
    case 'reconstruction': {
      const losses = reconstructionLosses(images, data);
      const rows = worstFirst(losses).slice(0, WORST);
      return { ...NONE, worst: rows.map((row) => ({ row, loss: losses[row] })) };
    }
    case 'multiclass': {
      const found = confusions(labels, { data, rows: shape[0], width: classes.length }, PAIRS);
      const confused = found.map(({ actual, predicted, count, rows }) => ({
        actual: classes[actual],
        predicted: classes[predicted],
        count,
        rows: rows.slice(0, PICTURES),
      }));
      return { ...NONE, confused };
    }
    case 'binary': {
      const { falseAlarms, misses } = urlErrors(labels, data, URLS);
      const shown = ({ count, rows }: UrlErrors) => ({
        count,
        shown: rows.map((row) => ({ row, url: urls[row], probability: data[row] })),
      });
      return { ...NONE, false_alarms: shown(falseAlarms), misses: shown(misses) };
    }
  }
}
