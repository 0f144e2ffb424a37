import { PUBLISHED_FRAME_HEAD } from '../../published/published';
import type { Claim } from '../claim';
import { accuracyDifference } from '../measures/accuracy';
import { againstMajority } from '../measures/baselines';
import { difference, publishedDifference, unsteadiness } from '../measures/curves';
import { betterRanking, recallOf } from '../measures/urls/detection';
import { frameHead, labelShape, tokenShape } from '../measures/urls/url-data';
import { above, claim, exact } from './kinds';
import { printed } from './printed';

/** What the notebook can mean by its RNN: its cell was run twice, and its text and its code say two other things. */
const READINGS = [
  { suffix: '', experiment: 'birnn-two-rounds', as: 'as it happened', fit: '(fitted twice)' },
  { suffix: '-long', experiment: 'birnn-long', as: 'as it was meant', fit: '(one fit of up to 100 epochs)' },
  { suffix: '-fresh', experiment: 'birnn', as: 'as the cell reads', fit: '(one fit of 20 epochs)' },
] as const;

/** Epochs of a curve. */
const epochs = ({ length }: readonly number[]): number => length;

const STEADIER = {
  quote: 'the decrease in loss is more stable for CNN_LSTM',
  where: 'Comparison; its plots show accuracy',
  ...above(0, 'a steady fall has no rises'),
};
const MORE_EPOCHS = {
  quote: 'it takes more epochs to coverage',
  where: 'Comparison: 13 epochs and 9',
  ...above(0, 'more is above 0'),
};

/** What the notebook says of the URLs and their models, in its order. */
export const URL_CLAIMS: readonly Claim[] = [
  claim('urls-head', 'printed', 'data', {
    statement: 'The first five rows of the frame',
    where: 'cell 87',
    ...exact(PUBLISHED_FRAME_HEAD.join('\n'), 'a table'),
    how: 'URL and label of the frame’s first rows',
    measure: frameHead,
  }),
  claim('urls-shape', 'printed', 'data', {
    statement: 'Shape of the tokens',
    quote: 'Matrix dimensions of X:  (67352, 75)',
    where: 'cell 88',
    ...exact('(67352, 75)', 'a shape'),
    how: 'rows, and tokens per row',
    measure: tokenShape,
  }),
  claim('urls-labels', 'printed', 'data', {
    statement: 'Shape of the labels',
    quote: 'Vector dimension of response:  (67352,)',
    where: 'cell 88',
    ...exact('(67352,)', 'a shape'),
    how: 'labels',
    measure: labelShape,
  }),

  // Bidirectional RNN
  ...printed('birnn'),
  ...READINGS.map(({ suffix, experiment, as, fit }) =>
    claim(`birnn-detects-most${suffix}`, 'conclusion', 'birnn', {
      statement: `It finds most malicious URLs, ${as} ${fit}`,
      quote: 'our model can efficiently detect most malicious URLs',
      where: 'text after cell 114',
      ...above(0.5, 'most is more than half'),
      how: `recall on the malicious rows of the test set, by ${experiment}`,
      measure: recallOf(experiment),
    }),
  ),
  ...READINGS.map(({ suffix, experiment, as }) =>
    claim(`birnn-accuracy-shows${suffix}`, 'conclusion', 'birnn', {
      statement: `Its accuracy shows that, ${as}: it is above that of always saying benign`,
      quote:
        'The training and testing accuracies are very high, which shows that our model can efficiently detect most malicious URLs.',
      where: 'text after cell 114',
      ...above(0, '98.1 % of the test rows are benign'),
      how: `test accuracy of ${experiment} less the share of the larger class, on the same rows`,
      measure: againstMajority(experiment),
    }),
  ),

  // CNN + LSTM, and the comparison of both
  ...printed('cnn-lstm'),
  ...READINGS.map(({ suffix, experiment, as, fit }) =>
    claim(`cnn-lstm-better${suffix}`, 'conclusion', 'cnn-lstm', {
      statement: `It is more accurate than the RNN, ${as} ${fit}`,
      quote: "The CNN+LSTM model's accuracy is higher than the previous one.",
      where: 'text after cell 120',
      ...above(0, 'higher is above 0'),
      how: `test accuracy of cnn-lstm less that of ${experiment}${experiment === 'birnn' ? ', over seeds' : ''}; McNemar’s test on the same rows`,
      measure: accuracyDifference('cnn-lstm', experiment),
    }),
  ),
  ...READINGS.slice(0, 2).map(({ suffix, experiment, fit }) =>
    claim(`cnn-lstm-overall${suffix}`, 'conclusion', 'cnn-lstm', {
      statement: `Its overall performance is better than that of the RNN ${fit}: it ranks malicious URLs higher`,
      quote: 'the overall performance of CNN_LSTM is better than the BI_RNN',
      where: 'Comparison',
      ...above(0, 'the area under precision and recall is what counts where few rows are malicious'),
      how: `PR-AUC of cnn-lstm less that of ${experiment}, on the same rows`,
      measure: betterRanking('cnn-lstm', experiment),
    }),
  ),
  claim('cnn-lstm-steadier-printed', 'conclusion', 'cnn-lstm', {
    ...STEADIER,
    statement: 'Its val_loss falls more steadily than the RNN’s, by the printed logs',
    how: 'rises of val_loss from one epoch to the next, summed, as a share of the range that it covers: the RNN’s less the CNN + LSTM’s',
    measure: publishedDifference('birnn', 'cnn-lstm', unsteadiness),
  }),
  claim('cnn-lstm-steadier', 'conclusion', 'cnn-lstm', {
    ...STEADIER,
    statement: 'Its val_loss falls more steadily than the RNN’s, each from a fresh start',
    how: 'as above, of birnn and cnn-lstm, over seeds',
    measure: difference('birnn', 'cnn-lstm', unsteadiness),
  }),
  claim('cnn-lstm-more-epochs-printed', 'conclusion', 'cnn-lstm', {
    ...MORE_EPOCHS,
    statement: 'It takes more epochs than the RNN, by the printed logs',
    how: 'epochs of the CNN + LSTM’s log less those of the RNN’s',
    measure: publishedDifference('cnn-lstm', 'birnn', epochs),
  }),
  claim('cnn-lstm-more-epochs', 'conclusion', 'cnn-lstm', {
    ...MORE_EPOCHS,
    statement: 'It takes more epochs than the RNN, each from a fresh start',
    how: 'epochs of one fit, the CNN + LSTM’s less the RNN’s, until early stopping or all 20, over seeds',
    measure: difference('cnn-lstm', 'birnn', epochs),
  }),
];
