// What the notebook prints beside figures and curves, copied from homework-2.txt.

/** Its summaries, one layer a line: class, output shape, parameters. */
export const LAYER_TABLES = {
  transfer: `InputLayer (None, 48, 48, 3) 0
Conv2D (None, 48, 48, 64) 1792
Conv2D (None, 48, 48, 64) 36928
MaxPooling2D (None, 24, 24, 64) 0
Conv2D (None, 24, 24, 128) 73856
Conv2D (None, 24, 24, 128) 147584
MaxPooling2D (None, 12, 12, 128) 0
Conv2D (None, 12, 12, 256) 295168
Conv2D (None, 12, 12, 256) 590080
Conv2D (None, 12, 12, 256) 590080
MaxPooling2D (None, 6, 6, 256) 0
Conv2D (None, 6, 6, 512) 1180160
Conv2D (None, 6, 6, 512) 2359808
Conv2D (None, 6, 6, 512) 2359808
MaxPooling2D (None, 3, 3, 512) 0
Conv2D (None, 3, 3, 512) 2359808
Conv2D (None, 3, 3, 512) 2359808
Conv2D (None, 3, 3, 512) 2359808
MaxPooling2D (None, 1, 1, 512) 0
GlobalMaxPooling2D (None, 512) 0
Dense (None, 1024) 525312
Dropout (None, 1024) 0
Dense (None, 1024) 1049600
Dense (None, 10) 10250`,
  birnn: `InputLayer (None, 75) 0
Embedding (None, 75, 32) 3200
Bidirectional (None, 200) 26600
Dense (None, 1) 201`,
  'cnn-lstm': `InputLayer (None, 75) 0
Embedding (None, 75, 32) 3200
Conv1D (None, 75, 256) 41216
ELU (None, 75, 256) 0
MaxPooling1D (None, 18, 256) 0
Dropout (None, 18, 256) 0
LSTM (None, 32) 36992
Dropout (None, 32) 0
Dense (None, 1) 33`,
} as const;

/** `df.head()`, rows 1 to 5: URL and Is_Malicious. */
export const FRAME_HEAD = [
  '.0.blogger.gmodules.com 0',
  '.0.client-channel.google.com 0',
  '.0.docs.google.com 0',
  '.0.drive.google.com 0',
  '.0.gvt0.cn 0',
];

/** LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, figure 2), one layer a line. */
export const LENET_5 = [
  'Conv2D 6 of 5 x 5',
  'AveragePooling2D',
  'Conv2D 16 of 5 x 5',
  'AveragePooling2D',
  'Conv2D 120 of 5 x 5',
  'Dense 84',
  'Dense 10',
];

/** Names that Keras 2.2.4's `optimizers.deserialize` knows, in lower case (keras/optimizers.py). */
export const KERAS_OPTIMIZERS = ['sgd', 'rmsprop', 'adagrad', 'adadelta', 'adam', 'adamax', 'nadam', 'tfoptimizer'];
