import { loadFashionMnist } from '@reprise/data';
import golden from './golden/pca.json';
import { project, reconstruct, reconstructionErrors } from './reconstruction-errors';

const floats = (base64: string): Float32Array => {
  const bytes = Buffer.from(base64, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

describe('as scikit-learn’s PCA and numpy', () => {
  const pca = { mean: floats(golden.mean_f32), components: floats(golden.components_f32) };
  let images: Uint8Array;
  let scores: Float64Array;
  beforeAll(async () => {
    images = (await loadFashionMnist()).test.images.subarray(0, golden.test_rows * 784);
    scores = project(images, pca.mean, pca.components);
  });

  test.each(['squared', 'crossentropy'] as const)('%s, image by image', (error) => {
    const found = reconstructionErrors(images, (row, into) => reconstruct(scores, pca, row, golden.components, into));
    golden.errors[error].forEach((value, row) => expect(found[error][row]).toBeCloseTo(value, 12));
  });
});
