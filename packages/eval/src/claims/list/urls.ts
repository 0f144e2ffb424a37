import { PUBLISHED_FRAME_HEAD } from '../../published/published';
import type { Claim } from '../claim';
import { accuracyDifference } from '../measures/accuracy';
import { againstMajority } from '../measures/baselines';
import { moreEpochsThan, publishedMoreEpochsThan, publishedUnsteadierThan, unsteadierThan } from '../measures/curves';
import { epochsRun } from '../measures/run-metrics';
import { betterRanking, recallOf } from '../measures/urls/detection';
import { frameHead, labelShape, tokenShape } from '../measures/urls/url-data';
import {
  above,
  accuracies,
  claim,
  curves,
  declare,
  exact,
  FITS,
  losses,
  near,
  SAME,
  summary,
  trainedRows,
  triedUrls,
} from './kinds';

/** The RNN's second fit was trained with one seed. */
const SECOND_FIT = declare(
  'undecided',
  'seed 1’s first fit is a slow one, so that its second begins at 0.047 and the printed one at 0.025; two of five seeds end their first fit near there',
);
const BY_SECOND_FIT = declare('reproduced', 'by the second fit');
const SECOND_FIT_ENDS = declare('reproduced', 'the second fit ends where the log does');
const STOPS_ANYWHERE = declare('reproduced within seed spread', 'early stopping ends seeds at different epochs');

/** What the notebook can mean by its RNN: its cell was run twice, and its text and its code say two other things. */
const READINGS = [
  { suffix: '', experiment: 'birnn-two-rounds', as: 'as it happened', fit: '(fitted twice)' },
  { suffix: '-long', experiment: 'birnn-long', as: 'as it was meant', fit: '(one fit of up to 100 epochs)' },
  { suffix: '-fresh', experiment: 'birnn', as: 'as the cell reads', fit: '(one fit of 20 epochs)' },
] as const;

/** A claim for each of {@link READINGS} that has a declared verdict, in their order. */
const byReading = (
  declared: Claim['declared'][],
  write: (reading: (typeof READINGS)[number], declared: Claim['declared']) => Claim,
): Claim[] => declared.map((verdict, i) => write(READINGS[i], verdict));

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
    declared: SAME,
  }),
  claim('urls-shape', 'printed', 'data', {
    statement: 'Shape of the tokens',
    quote: 'Matrix dimensions of X:  (67352, 75)',
    where: 'cell 88',
    ...exact('(67352, 75)', 'a shape'),
    how: 'rows, and tokens per row',
    measure: tokenShape,
    declared: SAME,
  }),
  claim('urls-labels', 'printed', 'data', {
    statement: 'Shape of the labels',
    quote: 'Vector dimension of response:  (67352,)',
    where: 'cell 88',
    ...exact('(67352,)', 'a shape'),
    how: 'labels',
    measure: labelShape,
    declared: SAME,
  }),

  // Bidirectional RNN
  ...summary('birnn', 'cell 91', 30_001, 30_001, 0),
  trainedRows('birnn', 50514, 16838),
  ...losses('birnn', SECOND_FIT_ENDS, SECOND_FIT_ENDS),
  ...curves('birnn', SECOND_FIT),
  ...accuracies(
    'birnn',
    FITS.birnn.cell,
    ['Testing Accuracy =  0.9897256206200261', 'Training Accuracy =  0.9914875084135091'],
    [BY_SECOND_FIT, BY_SECOND_FIT],
  ),
  claim('birnn-epochs', 'printed', 'birnn', {
    statement: 'Epochs until early stopping',
    quote: 'Epoch 9/20',
    where: FITS.birnn.cell,
    ...near(9, [2, 'the patience of two epochs']),
    how: 'epochs of the second fit on the same model',
    measure: epochsRun('birnn-two-rounds'),
    declared: declare('undecided', 'seed 1’s second fit has further to go than the printed one: see the curve'),
  }),
  ...triedUrls('birnn', 'cell 114'),
  ...byReading(
    [
      declare('holds', 'it finds seven in ten'),
      declare('holds', 'it finds more than eight in ten'),
      declare('undecided', 'by seed from a sixth to three quarters'),
    ],
    ({ suffix, experiment, as, fit }, declared) =>
      claim(`birnn-detects-most${suffix}`, 'conclusion', 'birnn', {
        statement: `It finds most malicious URLs, ${as} ${fit}`,
        quote: 'our model can efficiently detect most malicious URLs',
        where: 'text after cell 114',
        ...above(0.5, 'most is more than half'),
        how: `recall on the malicious rows of the test set, by ${experiment}`,
        measure: recallOf(experiment),
        declared,
      }),
  ),
  ...byReading(
    [
      declare('holds', 'by nine tenths of a point'),
      declare('holds', 'by seven tenths of a point'),
      declare('holds', 'by two to eight tenths of a point; it says little all the same'),
    ],
    ({ suffix, experiment, as }, declared) =>
      claim(`birnn-accuracy-shows${suffix}`, 'conclusion', 'birnn', {
        statement: `Its accuracy shows that, ${as}: it is above that of always saying benign`,
        quote:
          'The training and testing accuracies are very high, which shows that our model can efficiently detect most malicious URLs.',
        where: 'text after cell 114',
        ...above(0, '98.1 % of the test rows are benign'),
        how: `test accuracy of ${experiment} less the share of the larger class, on the same rows`,
        measure: againstMajority(experiment),
        declared,
      }),
  ),

  // CNN + LSTM, and the comparison of both
  ...summary('cnn-lstm', 'cell 118', 81_441, 81_441, 0),
  trainedRows('cnn-lstm', 50514, 16838),
  ...losses('cnn-lstm', STOPS_ANYWHERE, STOPS_ANYWHERE),
  ...curves('cnn-lstm'),
  ...accuracies(
    'cnn-lstm',
    FITS['cnn-lstm'].cell,
    ['Testing Accuracy =  0.9922793680959734', 'Training Accuracy =  0.9940808488735796'],
    [STOPS_ANYWHERE, STOPS_ANYWHERE],
  ),
  claim('cnn-lstm-epochs', 'printed', 'cnn-lstm', {
    statement: 'Epochs until early stopping',
    quote: 'Epoch 13/20',
    where: FITS['cnn-lstm'].cell,
    ...near(13, [2, 'the patience of two epochs']),
    how: 'epochs of the fit',
    measure: epochsRun('cnn-lstm'),
    declared: STOPS_ANYWHERE,
  }),
  ...triedUrls('cnn-lstm', 'cell 120'),
  ...byReading(
    [
      declare('undecided', '80 test rows speak for it and 70 against it'),
      declare('holds', 'by two tenths of a point, with one training each'),
      declare('holds', 'over all seeds'),
    ],
    ({ suffix, experiment, as, fit }, declared) =>
      claim(`cnn-lstm-better${suffix}`, 'conclusion', 'cnn-lstm', {
        statement: `It is more accurate than the RNN, ${as} ${fit}`,
        quote: "The CNN+LSTM model's accuracy is higher than the previous one.",
        where: 'text after cell 120',
        ...above(0, 'higher is above 0'),
        how: `test accuracy of cnn-lstm less that of ${experiment}${experiment === 'birnn' ? ', over seeds' : ''}; McNemar’s test on the same rows`,
        measure: accuracyDifference('cnn-lstm', experiment),
        declared,
      }),
  ),
  ...byReading(
    [
      declare('undecided', 'better by four points on these rows, with one training each; the interval contains 0'),
      declare('undecided', 'better by five points on these rows, with one training each; the interval contains 0'),
    ],
    ({ suffix, experiment, fit }, declared) =>
      claim(`cnn-lstm-overall${suffix}`, 'conclusion', 'cnn-lstm', {
        statement: `Its overall performance is better than that of the RNN ${fit}: it ranks malicious URLs higher`,
        quote: 'the overall performance of CNN_LSTM is better than the BI_RNN',
        where: 'Comparison',
        ...above(0, 'the area under precision and recall is what counts where few rows are malicious'),
        how: `PR-AUC of cnn-lstm less that of ${experiment}, on the same rows`,
        measure: betterRanking('cnn-lstm', experiment),
        declared,
      }),
  ),
  claim('cnn-lstm-steadier-printed', 'conclusion', 'cnn-lstm', {
    ...STEADIER,
    statement: 'Its val_loss falls more steadily than the RNN’s, by the printed logs',
    how: 'rises of val_loss from one epoch to the next, summed, as a share of the range that it covers: the RNN’s less the CNN + LSTM’s',
    measure: publishedUnsteadierThan('birnn', 'cnn-lstm'),
    declared: declare('holds', 'but the RNN’s log is of a second fit, where little was left to fall'),
  }),
  claim('cnn-lstm-steadier', 'conclusion', 'cnn-lstm', {
    ...STEADIER,
    statement: 'Its val_loss falls more steadily than the RNN’s, each from a fresh start',
    how: 'as above, of birnn and cnn-lstm, over seeds',
    measure: unsteadierThan('birnn', 'cnn-lstm'),
    declared: declare('undecided', 'both fall with small rises, which differ from seed to seed'),
  }),
  claim('cnn-lstm-more-epochs-printed', 'conclusion', 'cnn-lstm', {
    ...MORE_EPOCHS,
    statement: 'It takes more epochs than the RNN, by the printed logs',
    how: 'epochs of the CNN + LSTM’s log less those of the RNN’s',
    measure: publishedMoreEpochsThan('cnn-lstm', 'birnn'),
    declared: declare('holds', 'but the RNN’s log is of a fit that was not its first'),
  }),
  claim('cnn-lstm-more-epochs', 'conclusion', 'cnn-lstm', {
    ...MORE_EPOCHS,
    statement: 'It takes more epochs than the RNN, each from a fresh start',
    how: 'epochs of one fit, the CNN + LSTM’s less the RNN’s, until early stopping or all 20, over seeds',
    measure: moreEpochsThan('cnn-lstm', 'birnn'),
    declared: declare('undecided', 'seeds of both stop anywhere from epoch 8 to 20'),
  }),
];
