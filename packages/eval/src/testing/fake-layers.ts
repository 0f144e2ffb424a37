import type { LayerRow } from '@reprise/records';
import type { ModelName } from '../published/published';

type Row = [name: string, className: string, shape: number[], parameters: number, frozen?: boolean];

/** Settings in the records of some layers. */
const CONFIGS: Record<string, LayerRow['config']> = {
  Dropout: { rate: 0.5 },
  Embedding: { embeddings_regularizer: { class_name: 'L1L2', config: { l1: 0, l2: Math.fround(1e-4) } } },
};

const vggBlock = (block: number, side: number, filters: number, kernels: number[]): Row[] => [
  ...kernels.map((parameters, i): Row => {
    const frozen = !(block === 5 && i === 2);
    return [`block${block}_conv${i + 1}`, 'Conv2D', [side, side, filters], parameters, frozen];
  }),
  [`block${block}_pool`, 'MaxPooling2D', [side >> 1, side >> 1, filters], 0],
];

/** Layer tables as the notebook prints them (homework-2.txt); the two that it does not print follow its code. */
const ROWS: Record<ModelName, Row[]> = {
  autoencoder: [
    ['input_1', 'InputLayer', [28, 28, 1], 0],
    ['conv2d_1', 'Conv2D', [28, 28, 16], 160],
    ['max_pooling2d_1', 'MaxPooling2D', [14, 14, 16], 0],
    ['conv2d_2', 'Conv2D', [14, 14, 8], 1160],
    ['max_pooling2d_2', 'MaxPooling2D', [7, 7, 8], 0],
    ['conv2d_3', 'Conv2D', [7, 7, 8], 584],
    ['max_pooling2d_3', 'MaxPooling2D', [4, 4, 8], 0],
    ['conv2d_4', 'Conv2D', [4, 4, 8], 584],
    ['up_sampling2d_1', 'UpSampling2D', [8, 8, 8], 0],
    ['conv2d_5', 'Conv2D', [8, 8, 8], 584],
    ['up_sampling2d_2', 'UpSampling2D', [16, 16, 8], 0],
    ['conv2d_6', 'Conv2D', [14, 14, 16], 1168],
    ['up_sampling2d_3', 'UpSampling2D', [28, 28, 16], 0],
    ['conv2d_7', 'Conv2D', [28, 28, 1], 145],
  ],
  lenet: [
    ['conv2d_1', 'Conv2D', [26, 26, 32], 320],
    ['max_pooling2d_1', 'MaxPooling2D', [13, 13, 32], 0],
    ['conv2d_2', 'Conv2D', [11, 11, 32], 9248],
    ['max_pooling2d_2', 'MaxPooling2D', [5, 5, 32], 0],
    ['dropout_1', 'Dropout', [5, 5, 32], 0],
    ['conv2d_3', 'Conv2D', [3, 3, 32], 9248],
    ['flatten_1', 'Flatten', [288], 0],
    ['dense_1', 'Dense', [84], 24276],
    ['dense_2', 'Dense', [10], 850],
    ['activation_1', 'Activation', [10], 0],
  ],
  transfer: [
    ['input_6', 'InputLayer', [48, 48, 3], 0],
    ...vggBlock(1, 48, 64, [1792, 36928]),
    ...vggBlock(2, 24, 128, [73856, 147584]),
    ...vggBlock(3, 12, 256, [295168, 590080, 590080]),
    ...vggBlock(4, 6, 512, [1180160, 2359808, 2359808]),
    ...vggBlock(5, 3, 512, [2359808, 2359808, 2359808]),
    ['global_max_pooling2d_3', 'GlobalMaxPooling2D', [512], 0],
    ['dense_11', 'Dense', [1024], 525312],
    ['dropout_7', 'Dropout', [1024], 0],
    ['dense_12', 'Dense', [1024], 1049600],
    ['dense_13', 'Dense', [10], 10250],
  ],
  birnn: [
    ['input_8', 'InputLayer', [75], 0],
    ['embedding_5', 'Embedding', [75, 32], 3200],
    ['bidirectional_3', 'Bidirectional', [200], 26600],
    ['dense_15', 'Dense', [1], 201],
  ],
  'cnn-lstm': [
    ['input_9', 'InputLayer', [75], 0],
    ['embedding_6', 'Embedding', [75, 32], 3200],
    ['conv1d_3', 'Conv1D', [75, 256], 41216],
    ['elu_3', 'ELU', [75, 256], 0],
    ['max_pooling1d_3', 'MaxPooling1D', [18, 256], 0],
    ['dropout_8', 'Dropout', [18, 256], 0],
    ['lstm_2', 'LSTM', [32], 36992],
    ['dropout_9', 'Dropout', [32], 0],
    ['dense_16', 'Dense', [1], 33],
  ],
};

/** A model's layers as its record has them. */
export const fakeLayers = (model: ModelName): LayerRow[] =>
  ROWS[model].map(([name, class_name, shape, parameters, frozen = false]) => ({
    name,
    class_name,
    output_shape: [null, ...shape],
    parameters,
    trainable: !frozen,
    config: CONFIGS[class_name] ?? {},
  }));
