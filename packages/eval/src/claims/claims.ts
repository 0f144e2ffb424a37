import type { ModelName } from '@reprise/engine/records';
import { FRAME_HEAD, KERAS_OPTIMIZERS, LAYER_TABLES, LENET_5 } from '../published/printed';
import { PUBLISHED, PUBLISHED_URLS } from '../published/published';
import { MODEL_NAMES } from '../report/model-names';
import type { Claim, Verdict } from './claim';
import { againstMajority, againstMeanImage, againstNgrams, againstPixels } from './measures/baselines';
import { accuracyDifference } from './measures/compare-classifiers';
import { type CurveName, distanceToPublished } from './measures/curve-distance';
import {
  bestRule,
  domainsAcrossSplit,
  duplicatesAcrossSplit,
  equalImages,
  frameHead,
  headings,
  labelShape,
  resizedShapes,
  rowsOf,
  stackedShapes,
  tokenShape,
} from './measures/data-facts';
import { accuracy, epochsRun, fact, lastOf, medianOfLastFive } from './measures/final-figures';
import { layerTable } from './measures/layer-table';
import { accuracyGap, testLossAfter, validationAboveTest } from './measures/overfitting';
import { pcaAgainstAutoencoder } from './measures/pca';
import { verdictOn } from './measures/singles';
import { moreEpochsThan, publishedUnsteadierThan, unsteadierThan } from './measures/steadiness';
import { timesAsLong } from './measures/time';
import { accuracyOfOtherSplits, betterRanking, recallLostByDomains, recallOf } from './measures/url-detection';
import { codeShape, layersOfLeNet5, leastInput, trainedLayers } from './measures/words';

/** The day of the full run and sweep that the declared verdicts are of. */
const DECLARED = '2026-11-24';
const declare = (verdict: Verdict, reason: string): Claim['declared'] => ({ verdict, date: DECLARED, reason });
const SAME = declare('reproduced', 'the same model and data');

/** The experiments whose figures the notebook prints. Its RNN's log is of a second fit: its cell was run again. */
const PRINTED: Record<ModelName, string> = {
  autoencoder: 'autoencoder',
  lenet: 'lenet',
  transfer: 'transfer',
  birnn: 'birnn-two-rounds',
  'cnn-lstm': 'cnn-lstm',
};
const FIT: Record<ModelName, string> = {
  autoencoder: 'autoencoder.fit',
  lenet: 'cell 54',
  transfer: 'cell 72',
  birnn: 'cell 111',
  'cnn-lstm': 'cell 119',
};

const image = (model: ModelName): boolean => model === 'lenet' || model === 'transfer';

/** Tolerances of figures, each with its reason. */
const tolerance = {
  accuracy: (model: ModelName): [number, string] =>
    image(model)
      ? [0.01, 'one point: three standard errors of an accuracy near 0.9 on the 10,000 test images']
      : [0.003, 'three tenths of a point: three standard errors of an accuracy near 0.99 on the 16,838 test rows'],
  loss: (model: ModelName): [number, string] => {
    if (model === 'autoencoder') return [0.003, 'what the notebook’s val_loss moves from one late epoch to the next'];
    return image(model)
      ? [0.012, 'what the notebook’s val_loss moves from one late epoch to the next']
      : [0.002, 'a tenth of the printed losses'];
  },
};

/** Of the RNN's curves: what is printed lies further on than our second fit. */
const SECOND = declare(
  'not reproduced',
  'our second fit begins at a loss of 0.047 and gets to 0.025, where the log begins, near its end: the log is of a later one',
);
const LATER_FIT = { loss: SECOND, acc: SECOND, val_loss: SECOND, val_acc: SECOND };

/** Accuracies that `evaluate` prints. */
const accuracies = (
  model: Exclude<ModelName, 'autoencoder'>,
  where: string,
  quotes: Record<'test' | 'train', string>,
  verdicts: Record<'test' | 'train', Claim['declared']>,
): Claim[] =>
  (['test', 'train'] as const).map((part) => {
    const [within, reason] = tolerance.accuracy(model);
    const name = part === 'test' ? 'Test' : 'Training';
    return {
      id: `${model}-${part}-accuracy`,
      group: 'printed',
      subject: MODEL_NAMES[model],
      statement: `${name} accuracy`,
      quote: quotes[part],
      where,
      expects: { kind: 'figure', published: PUBLISHED[model].final[`${part}_acc`] as number, tolerance: within },
      how: `accuracy of evaluate, without dropout, of ${PRINTED[model]}`,
      reason: part === 'test' ? reason : `as of the test accuracy: ${reason}`,
      measure: accuracy(PRINTED[model], part),
      declared: verdicts[part],
    };
  });

/** The losses of the last epoch's log line. */
const losses = (model: ModelName, verdicts: Record<'loss' | 'val_loss', Claim['declared']>): Claim[] =>
  (['loss', 'val_loss'] as const).map((curve) => {
    const [within, reason] = tolerance.loss(model);
    const published = PUBLISHED[model].history[curve].at(-1) as number;
    return {
      id: `${model}-${curve.replace('_', '-')}`,
      group: 'printed',
      subject: MODEL_NAMES[model],
      statement: `${curve} of the last epoch`,
      quote: `${curve}: ${published.toFixed(4)}`,
      where: FIT[model],
      expects: { kind: 'figure', published, tolerance: within },
      how: `${curve} of the last epoch of ${PRINTED[model]}`,
      reason,
      measure: lastOf(PRINTED[model], curve),
      declared: verdicts[curve],
    };
  });

/** Whole curves; a claim for each that the log prints. */
const curves = (
  model: ModelName,
  tolerances: Partial<Record<CurveName, number>>,
  verdicts: Partial<Record<CurveName, Claim['declared']>>,
): Claim[] =>
  (Object.keys(tolerances) as CurveName[]).map((name) => ({
    id: `${model}-curve-${name.replace('_', '-')}`,
    group: 'printed',
    subject: MODEL_NAMES[model],
    statement: `${name} by epoch`,
    where: FIT[model],
    expects: { kind: 'distance', tolerance: tolerances[name] as number },
    how: `mean absolute difference of ${name} of ${PRINTED[model]} and the notebook’s, over the epochs that both have`,
    reason:
      'a curve that lies as near as the notebook’s own moves between epochs; or as near as one seed to the others',
    measure: distanceToPublished(PRINTED[model], model, name),
    declared: verdicts[name] ?? declare('reproduced', 'both fall and rise alike'),
  }));

const PARAMETERS = { total: 'Total', trainable: 'Trainable', frozen: 'Non-trainable' } as const;

const parameters = (model: ModelName, where: string, counts: Record<keyof typeof PARAMETERS, number>): Claim[] =>
  (Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]).map((which) => ({
    id: `${model}-parameters-${which}`,
    group: 'printed',
    subject: MODEL_NAMES[model],
    statement: `${PARAMETERS[which]} parameters`,
    quote: `${PARAMETERS[which]} params: ${counts[which].toLocaleString('en-US')}`,
    where,
    expects: { kind: 'exact', published: counts[which] },
    how: 'counted from the model’s weights',
    reason: 'a count',
    measure: fact(model, ({ run }) => run.parameters[which]),
    declared: SAME,
  }));

const table = (model: keyof typeof LAYER_TABLES, where: string): Claim => ({
  id: `${model}-layers`,
  group: 'printed',
  subject: MODEL_NAMES[model],
  statement: 'The table of layers',
  where,
  expects: { kind: 'exact', published: LAYER_TABLES[model] },
  how: 'class, output shape and parameters of each layer',
  reason: 'a table',
  measure: fact(model, layerTable),
  declared: SAME,
});

const rows = (model: ModelName, train: number, test: number): Claim => ({
  id: `${model}-rows`,
  group: 'printed',
  subject: MODEL_NAMES[model],
  statement: 'Rows that are trained and tested on',
  quote: `Train on ${train} samples, validate on ${test} samples`,
  where: FIT[model],
  expects: { kind: 'exact', published: `${train}, ${test}` },
  how: 'rows of the run’s record',
  reason: 'a count',
  measure: rowsOf(model),
  declared: SAME,
});

const singles = (model: 'birnn' | 'cnn-lstm', where: string, verdicts: Claim['declared'][]): Claim[] =>
  PUBLISHED_URLS.map(({ url, verdict }, i) => ({
    id: `${model}-url-${i + 1}`,
    group: 'printed',
    subject: MODEL_NAMES[model],
    statement: `Its verdict on the ${i === 0 ? 'first' : 'second'} URL that is tried`,
    quote: `Test URL: ${url} is ${verdict}`,
    where,
    expects: { kind: 'exact', published: verdict },
    how: `malicious above 0.5, by ${PRINTED[model]}; the details say where the URL stands in the data, and the verdict on it with its leading dot turned`,
    reason: 'a verdict',
    measure: verdictOn(PRINTED[model], url),
    declared: verdicts[i],
  }));

/** A proposition that a quantity is above 0, or another bound. */
const above = (bound = 0): Claim['expects'] => ({ kind: 'proposition', holds: 'above', bound });
const below = (bound = 0): Claim['expects'] => ({ kind: 'proposition', holds: 'below', bound });

/** Every claim, in the notebook's order; what its method hides and the baselines come last. */
export const CLAIMS: readonly Claim[] = [
  // 1. Autoencoder
  {
    id: 'autoencoder-code',
    group: 'printed',
    subject: MODEL_NAMES.autoencoder,
    statement: 'Shape of the code',
    quote: 'at this point the representation is (4, 4, 8) i.e. 128-dimensional',
    where: 'the cell that builds the autoencoder',
    expects: { kind: 'exact', published: '(4, 4, 8)' },
    how: 'output shape of the last pooling layer',
    reason: 'a shape',
    measure: fact('autoencoder', codeShape),
    declared: SAME,
  },
  {
    id: 'autoencoder-optimizer',
    group: 'conclusion',
    subject: MODEL_NAMES.autoencoder,
    statement: 'The cell runs as it is printed',
    quote: "autoencoder.compile(optimizer='adadelata', loss='binary_crossentropy')",
    where: 'the cell that builds the autoencoder',
    expects: above(),
    how: 'occurrences of the name among the optimizers that Keras 2.2.4 knows',
    reason: 'a name that Keras does not know is refused',
    measure: () => {
      const known = KERAS_OPTIMIZERS.filter((name) => name === 'adadelata').length;
      return { value: known, low: known, high: known, details: { 'what is meant': 'adadelta' } };
    },
    declared: declare('does not hold', 'Keras refuses the name: the printed cell is not the one that ran'),
  },
  rows('autoencoder', 60000, 10000),
  ...losses('autoencoder', {
    loss: declare('reproduced', 'within a few ten thousandths'),
    val_loss: declare('reproduced', 'within the swing of an epoch'),
  }),
  {
    id: 'autoencoder-val-loss-median',
    group: 'printed',
    subject: MODEL_NAMES.autoencoder,
    statement: 'val_loss, median of the last five epochs',
    where: FIT.autoencoder,
    expects: { kind: 'figure', published: 0.2871, tolerance: 0.003 },
    how: 'median of val_loss over the last five epochs',
    reason: tolerance.loss('autoencoder')[1],
    measure: medianOfLastFive('autoencoder', 'val_loss'),
    declared: declare('reproduced', 'within the swing of an epoch'),
  },
  ...curves('autoencoder', { loss: 0.004, val_loss: 0.004 }, {}),
  {
    id: 'autoencoder-more-potent-than-pca',
    group: 'conclusion',
    subject: MODEL_NAMES.autoencoder,
    statement: 'It reconstructs better than PCA, by squared error',
    quote: 'I think this method is more potent than PCA.',
    where: 'text after autoencoder.fit',
    expects: above(),
    how: 'squared error of PCA with 128 components, fitted on the training images, less the autoencoder’s, on each test image',
    reason: 'the code has 128 numbers; PCA keeps as many',
    measure: pcaAgainstAutoencoder('squared'),
    declared: declare('does not hold', 'PCA’s squared error is less than half with as many numbers'),
  },
  {
    id: 'autoencoder-more-potent-than-pca-crossentropy',
    group: 'conclusion',
    subject: MODEL_NAMES.autoencoder,
    statement: 'It reconstructs better than PCA, by the loss that it was trained with',
    quote: 'I think this method is more potent than PCA.',
    where: 'text after autoencoder.fit',
    expects: above(),
    how: 'binary cross-entropy of PCA with 128 components, reconstructions cut to [1e-7, 1 - 1e-7], less the autoencoder’s',
    reason: 'PCA does not minimize this loss, which punishes its values below 0 and above 1',
    measure: pcaAgainstAutoencoder('crossentropy'),
    declared: declare('does not hold', 'PCA is better by this loss as well'),
  },
  // 2.1 Deep CNN
  {
    id: 'lenet-architecture',
    group: 'conclusion',
    subject: MODEL_NAMES.lenet,
    statement: 'It is a LeNet',
    quote: 'Use LeNet Architecture to do the image classification.',
    where: 'text before cell 54',
    expects: above(LENET_5.length - 1),
    how: 'layers of LeNet-5 (LeCun et al. 1998, figure 2) that the model has, in their order, of seven',
    reason: 'an architecture is its layers',
    measure: fact('lenet', layersOfLeNet5),
    declared: declare(
      'does not hold',
      'the last two dense layers are LeNet-5’s; convolutions, pools and dropout are not',
    ),
  },
  {
    id: 'lenet-sgd-slower',
    group: 'conclusion',
    subject: MODEL_NAMES.lenet,
    statement: 'SGD with a rate of 1 is behind Adam after ten epochs',
    quote: 'takes a long time to converge',
    where: 'comment in cell 54',
    expects: below(),
    how: 'test accuracy after ten epochs of SGD with rate 1 less that of Adam, on the same rows',
    reason: 'slower is behind at the same epoch',
    measure: accuracyDifference('lenet-sgd', 'lenet'),
    declared: declare('holds', 'by far'),
  },
  {
    id: 'lenet-sgd-converges',
    group: 'conclusion',
    subject: MODEL_NAMES.lenet,
    statement: 'SGD with a rate of 1 learns something in ten epochs',
    quote: 'takes a long time to converge',
    where: 'comment in cell 54',
    expects: above(0.2),
    how: 'test accuracy after ten epochs of SGD with rate 1',
    reason: 'twice what guessing gets; a long time is not never',
    measure: accuracy('lenet-sgd', 'test'),
    declared: declare('does not hold', 'it stays at chance: it does not converge slowly, it does not converge'),
  },
  rows('lenet', 60000, 10000),
  ...losses('lenet', {
    loss: declare('reproduced', 'within the tolerance'),
    val_loss: declare('reproduced', 'within the tolerance'),
  }),
  ...curves('lenet', { loss: 0.02, acc: 0.01, val_loss: 0.02, val_acc: 0.01 }, {}),
  ...accuracies(
    'lenet',
    'cells 55 and 56',
    { test: 'Testing accuracy = 0.89520', train: 'Training accuracy = 0.91215' },
    {
      test: declare('reproduced', 'within the tolerance'),
      train: declare('reproduced', 'within the tolerance'),
    },
  ),
  {
    id: 'lenet-close',
    group: 'conclusion',
    subject: MODEL_NAMES.lenet,
    statement: 'Training and test accuracy are close',
    quote: 'The test accuracy is close to the training accuracy.',
    where: 'text after cell 56',
    expects: below(0.025),
    how: 'training accuracy less test accuracy',
    reason: 'two and a half points; the notebook calls its own gap of 1.7 close',
    measure: accuracyGap('lenet'),
    declared: declare('holds', 'the gap is small, if not none'),
  },
  {
    id: 'lenet-no-overfitting',
    group: 'conclusion',
    subject: MODEL_NAMES.lenet,
    statement: 'It does not overfit: training on does not make it worse on new images',
    quote: 'I do not think the problem of overfitting exists in this case.',
    where: 'text after cell 56',
    expects: below(),
    how: 'test loss after 30 epochs less that after ten, row by row',
    reason: 'a model that overfits gets worse on new data when it is trained on',
    measure: testLossAfter('lenet-long', 'lenet'),
    declared: declare('holds', 'training on lowers the test loss'),
  },
  // 2.2 Transfer learning
  {
    id: 'transfer-48-pixels',
    group: 'conclusion',
    subject: MODEL_NAMES.transfer,
    statement: 'VGG16 needs images of 48 x 48 pixels',
    quote: 'the VGG requires an input of three channels and 48*48 pixels',
    where: 'text before cell 79',
    expects: above(47),
    how: 'least side of an image of which its five pools leave something; a test runs it on 32 x 32',
    reason: 'required means that less does not work',
    measure: fact('transfer', leastInput),
    declared: declare('does not hold', '32 x 32 is enough, which is what Keras asks for'),
  },
  {
    id: 'images-three-channels',
    group: 'printed',
    subject: 'Data',
    statement: 'Shapes of the images with three channels',
    quote: '((60000, 28, 28, 3), (10000, 28, 28, 3))',
    where: 'cell 79',
    expects: { kind: 'exact', published: '(60000, 28, 28, 3), (10000, 28, 28, 3)' },
    how: 'rows and sides of both sets',
    reason: 'a shape',
    measure: stackedShapes,
    declared: SAME,
  },
  {
    id: 'images-resized',
    group: 'printed',
    subject: 'Data',
    statement: 'Shapes of the resized images',
    quote: '((60000, 48, 48, 3), (10000, 48, 48, 3))',
    where: 'cell 80',
    expects: { kind: 'exact', published: '(60000, 48, 48, 3), (10000, 48, 48, 3)' },
    how: 'rows of both sets, and the side of an image that was resized as the notebook’s Pillow did',
    reason: 'a shape',
    measure: resizedShapes,
    declared: SAME,
  },
  {
    id: 'transfer-last-layer',
    group: 'conclusion',
    subject: MODEL_NAMES.transfer,
    statement: 'One layer is trained',
    quote: 'Notice that we only train the last layer.',
    where: 'text before cell 69',
    expects: below(1.5),
    how: 'layers with weights that training changes',
    reason: 'one layer',
    measure: fact('transfer', trainedLayers),
    declared: declare(
      'does not hold',
      'vgg.layers[:17] leaves block5_conv3 to be trained, and three dense layers come after it',
    ),
  },
  table('transfer', 'cell 69'),
  ...parameters('transfer', 'cell 69', { total: 16_299_850, trainable: 3_944_970, frozen: 12_354_880 }),
  rows('transfer', 60000, 10000),
  ...losses('transfer', {
    loss: declare('reproduced', 'within the tolerance'),
    val_loss: declare('reproduced', 'within the tolerance'),
  }),
  ...curves('transfer', { loss: 0.02, acc: 0.01, val_loss: 0.02, val_acc: 0.01 }, {}),
  ...accuracies(
    'transfer',
    'cell 82',
    { test: 'Testing accuracy = 0.89800', train: 'Training accuracy = 0.91668' },
    {
      test: declare('reproduced', 'within the tolerance'),
      train: declare('reproduced', 'within the tolerance'),
    },
  ),
  {
    id: 'transfer-higher',
    group: 'conclusion',
    subject: MODEL_NAMES.transfer,
    statement: 'It is more accurate than the CNN',
    quote: 'the performance of transfer learning is a little bit higher than the deep CNN',
    where: 'text after cell 82',
    expects: above(),
    how: 'test accuracy of transfer less that of the CNN, over seeds; McNemar’s test on the same 10,000 images',
    reason: 'higher is above 0',
    measure: accuracyDifference('transfer', 'lenet'),
    declared: declare('undecided', 'the difference is within what seeds move'),
  },
  {
    id: 'transfer-time',
    group: 'conclusion',
    subject: MODEL_NAMES.transfer,
    statement: 'It takes much longer to train than the CNN',
    quote: 'it takes me a lot of time to train the model',
    where: 'text after cell 82',
    expects: above(2),
    how: 'seconds of training and of computing what the frozen layers give, as many times the CNN’s',
    reason: 'twice at least; the notebook’s own took 18 times',
    measure: timesAsLong('transfer', 'lenet'),
    timed: true,
    declared: declare('holds', 'several times as long, although the frozen layers run once an image here'),
  },
  // 3. Text classification
  {
    id: 'urls-head',
    group: 'printed',
    subject: 'Data',
    statement: 'The first five rows of the frame',
    where: 'cell 87',
    expects: { kind: 'exact', published: FRAME_HEAD.join('\n') },
    how: 'URL and label of the frame’s first rows',
    reason: 'a table',
    measure: frameHead,
    declared: SAME,
  },
  {
    id: 'urls-shape',
    group: 'printed',
    subject: 'Data',
    statement: 'Shape of the tokens',
    quote: 'Matrix dimensions of X:  (67352, 75)',
    where: 'cell 88',
    expects: { kind: 'exact', published: '(67352, 75)' },
    how: 'rows and tokens a row',
    reason: 'a shape',
    measure: tokenShape,
    declared: SAME,
  },
  {
    id: 'urls-labels',
    group: 'printed',
    subject: 'Data',
    statement: 'Shape of the labels',
    quote: 'Vector dimension of response:  (67352,)',
    where: 'cell 88',
    expects: { kind: 'exact', published: '(67352,)' },
    how: 'labels',
    reason: 'a shape',
    measure: labelShape,
    declared: SAME,
  },
  table('birnn', 'cell 91'),
  ...parameters('birnn', 'cell 91', { total: 30_001, trainable: 30_001, frozen: 0 }),
  rows('birnn', 50514, 16838),
  ...losses('birnn', {
    loss: declare('reproduced', 'the second fit ends where the log does'),
    val_loss: declare('reproduced', 'the second fit ends where the log does'),
  }),
  ...curves('birnn', { loss: 0.002, acc: 0.003, val_loss: 0.002, val_acc: 0.003 }, LATER_FIT),
  ...accuracies(
    'birnn',
    FIT.birnn,
    { test: 'Testing Accuracy =  0.9897256206200261', train: 'Training Accuracy =  0.9914875084135091' },
    {
      test: declare('reproduced', 'by the second fit'),
      train: declare('reproduced', 'by the second fit'),
    },
  ),
  {
    id: 'birnn-epochs',
    group: 'printed',
    subject: MODEL_NAMES.birnn,
    statement: 'Epochs until early stopping',
    quote: 'Epoch 9/20',
    where: FIT.birnn,
    expects: { kind: 'figure', published: 9, tolerance: 2 },
    how: 'epochs of the second fit on the same model',
    reason: 'the patience of two epochs',
    measure: epochsRun('birnn-two-rounds'),
    declared: declare('not reproduced', 'the second fit has further to go than the printed one: see the curve'),
  },
  ...singles('birnn', 'cell 114', [
    declare('reproduced', 'a URL of the test set, with its dot or without'),
    declare('reproduced', 'a URL that is not in the data, with a dot or without'),
  ]),
  {
    id: 'birnn-detects-most',
    group: 'conclusion',
    subject: MODEL_NAMES.birnn,
    statement: 'It finds most malicious URLs, as it happened (fitted twice)',
    quote: 'our model can efficiently detect most malicious URLs',
    where: 'text after cell 114',
    expects: above(0.5),
    how: 'recall on the malicious rows of the test set, by birnn-two-rounds',
    reason: 'most is more than half',
    measure: recallOf('birnn-two-rounds'),
    declared: declare('holds', 'it finds seven in ten'),
  },
  {
    id: 'birnn-detects-most-fresh',
    group: 'conclusion',
    subject: MODEL_NAMES.birnn,
    statement: 'It finds most malicious URLs, as the cell reads (one fit of 20 epochs)',
    quote: 'our model can efficiently detect most malicious URLs',
    where: 'text after cell 114',
    expects: above(0.5),
    how: 'recall on the malicious rows of the test set, by birnn',
    reason: 'most is more than half',
    measure: recallOf('birnn'),
    declared: declare('does not hold', 'it finds less than a third'),
  },
  {
    id: 'birnn-accuracy-shows',
    group: 'conclusion',
    subject: MODEL_NAMES.birnn,
    statement: 'Its accuracy shows that, as it happened: it is above that of saying benign always',
    quote:
      'The training and testing accuracies are very high, which shows that our model can efficiently detect most malicious URLs.',
    where: 'text after cell 114',
    expects: above(),
    how: 'test accuracy of birnn-two-rounds less the share of the larger class, on the same rows',
    reason: '98.1 % of the test rows are benign',
    measure: againstMajority('birnn-two-rounds'),
    declared: declare('holds', 'by nine tenths of a point'),
  },
  {
    id: 'birnn-accuracy-shows-fresh',
    group: 'conclusion',
    subject: MODEL_NAMES.birnn,
    statement: 'Its accuracy shows that, as the cell reads: it is above that of saying benign always',
    quote:
      'The training and testing accuracies are very high, which shows that our model can efficiently detect most malicious URLs.',
    where: 'text after cell 114',
    expects: above(),
    how: 'test accuracy of birnn less the share of the larger class, on the same rows',
    reason: '98.1 % of the test rows are benign',
    measure: againstMajority('birnn'),
    declared: declare('holds', 'by two tenths of a point'),
  },
  table('cnn-lstm', 'cell 118'),
  ...parameters('cnn-lstm', 'cell 118', { total: 81_441, trainable: 81_441, frozen: 0 }),
  rows('cnn-lstm', 50514, 16838),
  ...losses('cnn-lstm', {
    loss: declare('reproduced within seed spread', 'early stopping ends seeds at different epochs'),
    val_loss: declare('reproduced within seed spread', 'early stopping ends seeds at different epochs'),
  }),
  ...curves('cnn-lstm', { loss: 0.006, acc: 0.003, val_loss: 0.006, val_acc: 0.003 }, {}),
  ...accuracies(
    'cnn-lstm',
    FIT['cnn-lstm'],
    { test: 'Testing Accuracy =  0.9922793680959734', train: 'Training Accuracy =  0.9940808488735796' },
    {
      test: declare('reproduced within seed spread', 'early stopping ends seeds at different epochs'),
      train: declare('reproduced within seed spread', 'early stopping ends seeds at different epochs'),
    },
  ),
  {
    id: 'cnn-lstm-epochs',
    group: 'printed',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'Epochs until early stopping',
    quote: 'Epoch 13/20',
    where: FIT['cnn-lstm'],
    expects: { kind: 'figure', published: 13, tolerance: 2 },
    how: 'epochs of the fit',
    reason: 'the patience of two epochs',
    measure: epochsRun('cnn-lstm'),
    declared: declare('reproduced within seed spread', 'early stopping ends seeds at different epochs'),
  },
  ...singles('cnn-lstm', 'cell 120', [
    declare('reproduced', 'a URL of the test set, with its dot or without'),
    declare('reproduced', 'a URL that is not in the data, with a dot or without'),
  ]),
  {
    id: 'cnn-lstm-better',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'It is more accurate than the RNN, as it happened (fitted twice)',
    quote: "The CNN+LSTM model's accuracy is higher than the previous one.",
    where: 'text after cell 120',
    expects: above(),
    how: 'test accuracy of cnn-lstm less that of birnn-two-rounds, on the same rows; McNemar’s test',
    reason: 'higher is above 0',
    measure: accuracyDifference('cnn-lstm', 'birnn-two-rounds'),
    declared: declare('undecided', '80 test rows speak for it and 70 against it'),
  },
  {
    id: 'cnn-lstm-better-long',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'It is more accurate than the RNN, as it was meant (one fit of up to 100 epochs)',
    quote: "The CNN+LSTM model's accuracy is higher than the previous one.",
    where: 'text after cell 120',
    expects: above(),
    how: 'test accuracy of cnn-lstm less that of birnn-long, on the same rows; McNemar’s test',
    reason: 'higher is above 0',
    measure: accuracyDifference('cnn-lstm', 'birnn-long'),
    declared: declare('holds', 'by two tenths of a point, of one training each'),
  },
  {
    id: 'cnn-lstm-better-fresh',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'It is more accurate than the RNN, as the cell reads (one fit of 20 epochs)',
    quote: "The CNN+LSTM model's accuracy is higher than the previous one.",
    where: 'text after cell 120',
    expects: above(),
    how: 'test accuracy of cnn-lstm less that of birnn, over seeds; McNemar’s test on the same rows',
    reason: 'higher is above 0',
    measure: accuracyDifference('cnn-lstm', 'birnn'),
    declared: declare('holds', 'over all seeds'),
  },
  {
    id: 'cnn-lstm-overall',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'Its overall performance is better than that of the RNN (fitted twice): it ranks malicious URLs higher',
    quote: 'the overall performance of CNN_LSTM is better than the BI_RNN',
    where: 'Comparison',
    expects: above(),
    how: 'PR-AUC of cnn-lstm less that of birnn-two-rounds, on the same rows',
    reason: 'the area under precision and recall is what counts where few rows are malicious',
    measure: betterRanking('cnn-lstm', 'birnn-two-rounds'),
    declared: declare('undecided', 'better by four points on these rows, of one training each; the interval holds 0'),
  },
  {
    id: 'cnn-lstm-steadier-printed',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'Its val_loss falls more steadily than the RNN’s, by the printed logs',
    quote: 'the decrease in loss is more stable for CNN_LSTM',
    where: 'Comparison; its plots show accuracy',
    expects: above(),
    how: 'rises of val_loss from one epoch to the next, summed, as a share of the range that it covers: the RNN’s less the CNN + LSTM’s',
    reason: 'a steady fall has no rises',
    measure: publishedUnsteadierThan('birnn', 'cnn-lstm'),
    declared: declare('holds', 'but the RNN’s log is of a second fit, where little was left to fall'),
  },
  {
    id: 'cnn-lstm-steadier',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'Its val_loss falls more steadily than the RNN’s, each from a fresh start',
    quote: 'the decrease in loss is more stable for CNN_LSTM',
    where: 'Comparison; its plots show accuracy',
    expects: above(),
    how: 'as above, of birnn and cnn-lstm, over seeds',
    reason: 'a steady fall has no rises',
    measure: unsteadierThan('birnn', 'cnn-lstm'),
    declared: declare('undecided', 'both fall with small rises, which differ from seed to seed'),
  },
  {
    id: 'cnn-lstm-more-epochs',
    group: 'conclusion',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'It takes more epochs than the RNN, each from a fresh start',
    quote: 'it takes more epochs to coverage',
    where: 'Comparison: 13 epochs and 9',
    expects: above(),
    how: 'epochs until early stopping, the CNN + LSTM’s less the RNN’s, 20 at most, over seeds',
    reason: 'more is above 0',
    measure: moreEpochsThan('cnn-lstm', 'birnn'),
    declared: declare('does not hold', 'the RNN needs more; its printed nine are of a second fit'),
  },
  // What the method hides
  {
    id: 'hidden-fresh-loss',
    group: 'hidden',
    subject: MODEL_NAMES.birnn,
    statement: 'A fresh fit of 20 epochs gets to the training loss of 0.0250 at which the printed log starts',
    where: FIT.birnn,
    expects: below(0.025),
    how: 'training loss after the 20 epochs of birnn, with the prediction interval for one more seed',
    reason: 'the log starts there, so the cell was run on a trained model',
    measure: async (evidence) => {
      const found = await lastOf('birnn', 'loss')(evidence);
      if ('missing' in found || !found.spread) return found;
      return { ...found, ...found.spread, interval: 'prediction for one more seed' };
    },
    declared: declare('does not hold', 'every seed ends above it'),
  },
  {
    id: 'hidden-fresh-accuracy',
    group: 'hidden',
    subject: MODEL_NAMES.birnn,
    statement: 'A fresh fit of 20 epochs gets to the printed test accuracy',
    where: FIT.birnn,
    expects: { kind: 'figure', published: PUBLISHED.birnn.final.test_acc as number, tolerance: 0.003 },
    how: 'test accuracy of birnn: one fit of 20 epochs at most',
    reason: tolerance.accuracy('birnn')[1],
    measure: accuracy('birnn', 'test'),
    declared: declare('not reproduced', 'every seed stays below it'),
  },
  {
    id: 'hidden-as-meant',
    group: 'hidden',
    subject: MODEL_NAMES.birnn,
    statement: 'One fresh fit with more epochs allowed gets to the printed test accuracy',
    where: FIT.birnn,
    expects: { kind: 'figure', published: PUBLISHED.birnn.final.test_acc as number, tolerance: 0.003 },
    how: 'test accuracy of birnn-long: early stopping, 100 epochs at most',
    reason: tolerance.accuracy('birnn')[1],
    measure: accuracy('birnn-long', 'test'),
    declared: declare('reproduced', 'after 34 epochs'),
  },
  {
    id: 'hidden-cnn-lstm-detects-most',
    group: 'hidden',
    subject: MODEL_NAMES['cnn-lstm'],
    statement: 'The CNN + LSTM finds most malicious URLs, too',
    where: 'not said',
    expects: above(0.5),
    how: 'recall on the malicious rows of the test set',
    reason: 'most is more than half',
    measure: recallOf('cnn-lstm'),
    declared: declare('holds', 'it finds nine in ten'),
  },
  ...(['birnn', 'cnn-lstm'] as const).map((model): Claim => ({
    id: `hidden-early-stopping-${model}`,
    group: 'hidden',
    subject: MODEL_NAMES[model],
    statement: 'Early stopping watches the test set: rows that stop a training are flattered by it',
    where: FIT[model],
    expects: above(),
    how: `accuracy on the tenth of the training rows that stops ${model}-validation less that on the test rows, which it never sees`,
    reason: 'a figure that chose its own rows would be too good',
    measure: validationAboveTest(`${model}-validation`, model),
    declared: declare('undecided', 'the difference is within what rows move'),
  })),
  {
    id: 'hidden-domains',
    group: 'hidden',
    subject: 'Data',
    statement: 'Most benign test rows are of a registered domain that was trained on',
    where: 'train_test_split',
    expects: above(0.5),
    how: 'share of the benign test rows whose registered domain (public suffix list) has a training row',
    reason: 'most is more than half',
    measure: domainsAcrossSplit,
    declared: declare('holds', 'nearly nine in ten; of the malicious ones none is'),
  },
  ...(['birnn', 'cnn-lstm'] as const).map((model): Claim => ({
    id: `hidden-domains-${model}`,
    group: 'hidden',
    subject: MODEL_NAMES[model],
    statement: 'It finds fewer malicious URLs when no registered domain is on both sides of the split',
    where: 'train_test_split',
    expects: above(),
    how: `recall of ${model} under the notebook’s split less that of ${model}-domains under a split by registered domain`,
    reason: 'fewer is a difference above 0',
    measure: recallLostByDomains(model),
    declared:
      model === 'birnn'
        ? declare('holds', 'split by domains it learns nothing: its ROC-AUC is one half')
        : declare('holds', 'from nine in ten to seven in ten'),
  })),
  ...(['birnn', 'cnn-lstm'] as const).map((model): Claim => ({
    id: `hidden-splits-${model}`,
    group: 'hidden',
    subject: MODEL_NAMES[model],
    statement: 'Another split of the same rows gives the printed test accuracy',
    where: 'train_test_split(random_state=3)',
    expects: { kind: 'figure', published: PUBLISHED[model].final.test_acc as number, tolerance: 0.003 },
    how: `mean test accuracy of ${model} under four other splits, one seed`,
    reason: tolerance.accuracy(model)[1],
    measure: accuracyOfOtherSplits(model),
    sweepOnly: true,
    declared:
      model === 'birnn'
        ? declare('not reproduced', 'one fit of 20 epochs stays below it under every split')
        : declare('reproduced', 'the split matters little'),
  })),
  {
    id: 'hidden-duplicates',
    group: 'hidden',
    subject: 'Data',
    statement: 'The same URL stands on both sides of the split',
    where: 'train_test_split',
    expects: above(),
    how: 'test rows whose 75 tokens are a training row’s',
    reason: 'one is too many',
    measure: duplicatesAcrossSplit,
    declared: declare('does not hold', 'none does, but 308 rows differ from a training row in case alone'),
  },
  {
    id: 'hidden-headings',
    group: 'hidden',
    subject: 'Data',
    statement: 'Every row is a URL',
    where: 'pd.read_csv',
    expects: below(1),
    how: 'rows that start with #, headings of the list that was copied',
    reason: 'none',
    measure: headings,
    declared: declare('does not hold', '41 benign rows start with #'),
  },
  {
    id: 'hidden-trivial-rule',
    group: 'hidden',
    subject: 'Data',
    statement: 'A rule on one feature tells malicious and benign rows apart',
    where: 'the data',
    expects: above(0.9),
    how: 'balanced accuracy on the test rows of the best threshold on one feature, fitted on the training rows',
    reason: 'nine in ten of each class',
    measure: bestRule,
    declared: declare(
      'holds',
      'malicious rows are bare domains, benign ones mostly hosts below a domain: dots tell them apart',
    ),
  },
  {
    id: 'hidden-equal-images',
    group: 'hidden',
    subject: 'Data',
    statement: 'Images of the test set are in the training set, too',
    where: 'fashion_mnist.load_data',
    expects: above(),
    how: 'test images that equal a training image to the byte',
    reason: 'one is too many',
    measure: equalImages,
    declared: declare('does not hold', 'no two of the 70,000 images are equal'),
  },
  // Baselines
  {
    id: 'baseline-autoencoder',
    group: 'baseline',
    subject: MODEL_NAMES.autoencoder,
    statement: 'It beats the mean training image',
    where: 'baseline',
    expects: above(),
    how: 'squared error of the mean image less the autoencoder’s, image by image',
    reason: 'better is above 0',
    measure: againstMeanImage,
    declared: declare('holds', 'by far'),
  },
  ...(['lenet', 'transfer'] as const).map((model): Claim => ({
    id: `baseline-${model}`,
    group: 'baseline',
    subject: MODEL_NAMES[model],
    statement: 'It beats logistic regression on pixels, the nearest centroid and the majority class',
    where: 'baseline',
    expects: above(),
    how: 'test accuracy less that of pixel-logistic, the best of the three, on the same rows',
    reason: 'better is above 0',
    measure: againstPixels(model),
    declared: declare('holds', 'by five points'),
  })),
  ...(['birnn', 'cnn-lstm'] as const).map((model): Claim => ({
    id: `baseline-${model}`,
    group: 'baseline',
    subject: MODEL_NAMES[model],
    statement: `It beats logistic regression on character n-grams${model === 'birnn' ? ', as it happened (fitted twice)' : ''}`,
    where: 'baseline',
    expects: above(),
    how: `test accuracy of ${PRINTED[model]} less that of ngram-logistic, on the same rows`,
    reason: 'better is above 0',
    measure: againstNgrams(PRINTED[model]),
    declared: declare(
      'does not hold',
      'n-grams of three characters tell more, by three tenths of a point, and rank better',
    ),
  })),
];
