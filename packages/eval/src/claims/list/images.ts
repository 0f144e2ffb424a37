import type { Claim } from '../claim';
import { accuracyDifference, accuracyGap } from '../measures/accuracy';
import { testLossAfter } from '../measures/curves';
import { resizedShapes, stackedShapes } from '../measures/images/image-data';
import { pcaAgainstAutoencoder } from '../measures/images/pca';
import { exactly } from '../measures/measurement';
import {
  accuracy,
  codeShape,
  fact,
  layersOfLeNet5,
  leastInput,
  LENET_5,
  timesAsLong,
  trainedLayers,
} from '../measures/run-metrics';
import { above, below, claim, exact } from './kinds';
import { printed } from './printed';

/** Names that Keras 2.2.4's `optimizers.deserialize` knows, in lower case (keras/optimizers.py). */
const KERAS_OPTIMIZERS = ['sgd', 'rmsprop', 'adagrad', 'adadelta', 'adam', 'adamax', 'nadam', 'tfoptimizer'];

const MORE_POTENT = { quote: 'I think this method is more potent than PCA.', where: 'text after autoencoder.fit' };
const SGD = { quote: 'takes a long time to converge', where: 'comment in cell 54' };

/** What the notebook says of its image models, in its order. */
export const IMAGE_CLAIMS: readonly Claim[] = [
  // 1. Autoencoder
  claim('autoencoder-code', 'printed', 'autoencoder', {
    statement: 'Shape of the code',
    quote: 'at this point the representation is (4, 4, 8) i.e. 128-dimensional',
    where: 'the cell that builds the autoencoder',
    ...exact('(4, 4, 8)', 'a shape'),
    how: 'output shape of the last pooling layer',
    measure: fact('autoencoder', codeShape),
  }),
  claim('autoencoder-optimizer', 'conclusion', 'autoencoder', {
    statement: 'The cell runs as it is printed',
    quote: "autoencoder.compile(optimizer='adadelata', loss='binary_crossentropy')",
    where: 'the cell that builds the autoencoder',
    ...above(0, 'a name that Keras does not know is refused'),
    how: 'occurrences of the name among the optimizers that Keras 2.2.4 knows',
    measure: () =>
      exactly(KERAS_OPTIMIZERS.filter((name) => name === 'adadelata').length, { 'what is meant': 'adadelta' }),
  }),
  ...printed('autoencoder'),
  claim('autoencoder-more-potent-than-pca', 'conclusion', 'autoencoder', {
    ...MORE_POTENT,
    statement: 'It reconstructs better than PCA, by squared error',
    ...above(0, 'the code has 128 numbers; PCA keeps as many'),
    how: 'squared error of PCA with 128 components, fitted on the training images, less the autoencoder’s, on each test image',
    measure: pcaAgainstAutoencoder('squared'),
  }),
  claim('autoencoder-more-potent-than-pca-crossentropy', 'conclusion', 'autoencoder', {
    ...MORE_POTENT,
    statement: 'It reconstructs better than PCA, by the loss that it was trained with',
    ...above(0, 'PCA does not minimize this loss, which punishes its values below 0 and above 1'),
    how: 'binary cross-entropy of PCA with 128 components, reconstructions cut to [1e-7, 1 - 1e-7], less the autoencoder’s',
    measure: pcaAgainstAutoencoder('crossentropy'),
  }),

  // 2.1 Deep CNN
  claim('lenet-architecture', 'conclusion', 'lenet', {
    statement: 'It is a LeNet',
    quote: 'Use LeNet Architecture to do the image classification.',
    where: 'text before cell 54',
    ...above(LENET_5.length - 1, 'an architecture is its layers'),
    how: 'layers of LeNet-5 (LeCun et al. 1998, figure 2) that the model has, in their order, of seven',
    measure: fact('lenet', layersOfLeNet5),
  }),
  claim('lenet-sgd-slower', 'conclusion', 'lenet', {
    ...SGD,
    statement: 'SGD with a rate of 1 is behind Adam after ten epochs',
    ...below(0, 'slower is behind at the same epoch'),
    how: 'test accuracy after ten epochs of SGD with rate 1 less that of Adam, on the same rows',
    measure: accuracyDifference('lenet-sgd', 'lenet'),
  }),
  claim('lenet-sgd-converges', 'conclusion', 'lenet', {
    ...SGD,
    statement: 'SGD with a rate of 1 learns something in ten epochs',
    ...above(0.2, 'twice what guessing gets; a long time is not never'),
    how: 'test accuracy after ten epochs of SGD with rate 1',
    measure: accuracy('lenet-sgd', 'test'),
  }),
  ...printed('lenet'),
  claim('lenet-close', 'conclusion', 'lenet', {
    statement: 'Training and test accuracy are close',
    quote: 'The test accuracy is close to the training accuracy.',
    where: 'text after cell 56',
    ...below(0.025, 'two and a half points; the notebook calls its own gap of 1.7 close'),
    how: 'training accuracy less test accuracy',
    measure: accuracyGap('lenet'),
  }),
  claim('lenet-no-overfitting', 'conclusion', 'lenet', {
    statement: 'It does not overfit: training on does not make it worse on new images',
    quote: 'I do not think the problem of overfitting exists in this case.',
    where: 'text after cell 56',
    ...below(0, 'a model that overfits gets worse on new data when it is trained on'),
    how: 'test loss after 30 epochs less that after ten, row by row',
    measure: testLossAfter('lenet-long', 'lenet'),
  }),

  // 2.2 Transfer learning
  claim('transfer-48-pixels', 'conclusion', 'transfer', {
    statement: 'VGG16 needs images of 48 x 48 pixels',
    quote: 'the VGG requires an input of three channels and 48*48 pixels',
    where: 'text before cell 79',
    ...above(47, 'required means that less does not work'),
    how: 'smallest side of an image that its five pools do not reduce to nothing; a test runs it on 32 x 32',
    measure: fact('transfer', leastInput),
  }),
  claim('images-three-channels', 'printed', 'data', {
    statement: 'Shapes of the images with three channels',
    quote: '((60000, 28, 28, 3), (10000, 28, 28, 3))',
    where: 'cell 79',
    ...exact('(60000, 28, 28, 3), (10000, 28, 28, 3)', 'a shape'),
    how: 'rows and sides of both sets',
    measure: stackedShapes,
  }),
  claim('images-resized', 'printed', 'data', {
    statement: 'Shapes of the resized images',
    quote: '((60000, 48, 48, 3), (10000, 48, 48, 3))',
    where: 'cell 80',
    ...exact('(60000, 48, 48, 3), (10000, 48, 48, 3)', 'a shape'),
    how: 'rows of both sets, and the side of an image that was resized as the notebook’s Pillow did',
    measure: resizedShapes,
  }),
  claim('transfer-last-layer', 'conclusion', 'transfer', {
    statement: 'One layer is trained',
    quote: 'Notice that we only train the last layer.',
    where: 'text before cell 69',
    ...below(1.5, 'one layer'),
    how: 'layers with weights that training changes',
    measure: fact('transfer', trainedLayers),
  }),
  ...printed('transfer'),
  claim('transfer-higher', 'conclusion', 'transfer', {
    statement: 'It is more accurate than the CNN',
    quote: 'the performance of transfer learning is a little bit higher than the deep CNN',
    where: 'text after cell 82',
    ...above(0, 'higher is above 0'),
    how: 'test accuracy of transfer less that of the CNN, over seeds; McNemar’s test on the same 10,000 images',
    measure: accuracyDifference('transfer', 'lenet'),
  }),
  claim('transfer-time', 'conclusion', 'transfer', {
    statement: 'It takes much longer to train than the CNN',
    quote: 'it takes me a lot of time to train the model',
    where: 'text after cell 82',
    ...above(2, 'at least twice; the notebook’s own took 18 times'),
    how: 'seconds of training, including those for the frozen layers’ features, as a multiple of the CNN’s',
    measure: timesAsLong('transfer', 'lenet'),
    timed: true,
  }),
];
