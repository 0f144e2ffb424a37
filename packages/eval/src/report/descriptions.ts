import type { ModelName } from '@reprise/training/records';

/** What each model is, for a reader who has not seen the notebook. */
export const DESCRIPTIONS: Readonly<Record<ModelName, string>> = {
  autoencoder:
    'A convolutional autoencoder: it packs an image of 28 by 28 pixels into 128 numbers and draws the image again from them. It needs no labels.',
  lenet:
    'A small convolutional network: three convolutions look at an image, two dense layers name one of ten kinds of clothes. The notebook calls it a LeNet.',
  transfer:
    'VGG16 as it was trained on the photographs of ImageNet; its last convolution and three new dense layers are trained on clothes. Images are enlarged to 48 by 48 pixels of three channels.',
  birnn:
    'A recurrent network that reads a URL character by character, once from each end, and gives the probability that it is malicious.',
  'cnn-lstm':
    'Convolutions look at five characters at a time, and an LSTM reads what they found; it answers the same question as the RNN.',
};
