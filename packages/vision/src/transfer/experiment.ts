import { cacheDir, digest } from '@reprise/base';
import { inputDigests, loadFashionMnist, loadVgg16Weights } from '@reprise/data';
import { runtimeDigest, tf } from '@reprise/engine';
import { adam, type Experiment } from '@reprise/training';
import { featureDataset, writeFeatures } from './features';
import card from './card.json';
import { transferModel } from './model';

/** Counts up when the frozen layers or the resizing change what they compute, or the chunks of the file change. */
const FEATURES_VERSION = 3;

/** Loads ImageNet weights into VGG16's convolutions. @throws Error when one has another shape than its layer */
export async function loadImagenet(model: tf.LayersModel): Promise<void> {
  for (const { layer, kernel, bias } of await loadVgg16Weights())
    tf.tidy(() => model.getLayer(layer).setWeights([kernel, bias].map(({ shape, data }) => tf.tensor(data, shape))));
}

/**
 * 400 steps an epoch. The frozen layers run once per image and not once per epoch: some 4.5 ms an image on two cores, then
 * 17 s an epoch for what is trained. The notebook: test accuracy 0.898, train 0.91668; 1,895 s an epoch.
 */
export const transferExperiment: Experiment = {
  name: 'transfer',
  project: 'vision',
  model: 'transfer',
  title: card.title,
  task: 'multiclass',
  batchSize: 150,
  towers: 2,
  loss: 'categorical_crossentropy',
  optimizer: adam(),
  full: { epochs: 5, trainRows: 60_000, testRows: 10_000 },
  quick: { epochs: 1, trainRows: 1_500, testRows: 500 },
  build: () => transferModel({ dropout: 0.5 }),
  async loadData({ model, frozen }, size) {
    await loadImagenet(model);
    const inputs = await inputDigests('fashion-mnist', 'vgg16');
    const sets = await loadFashionMnist();
    const key = digest(JSON.stringify({ FEATURES_VERSION, inputs, runtime: runtimeDigest() })).slice(0, 16);
    const dataset = async (name: 'train' | 'test', rows: number) => {
      const file = cacheDir('features', key, `${name}-${rows}.f32`);
      const seconds = await writeFeatures(frozen as tf.LayersModel, sets[name].images, rows, file);
      return { data: featureDataset(file, sets[name].labels, rows), seconds };
    };
    const train = await dataset('train', size.trainRows);
    const test = await dataset('test', size.testRows);
    const known = train.seconds !== undefined && test.seconds !== undefined;
    const seconds = known ? { features: Number(train.seconds) + Number(test.seconds) } : undefined;
    return { train: train.data, test: test.data, inputs, seconds };
  },
};
