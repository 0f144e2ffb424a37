import { tf } from '@reprise/runtime';

/**
 * The initial weights of the golden runs. Element i of weight tensor j, counted from 1, is (2u - 1) · sqrt(3 / fan), where fan
 * is the product of all dimensions except the last (300 for a vector), and u is a hash of i, j and the seed (`_about` in
 * keras2-training.json).
 * @returns float32 in C order
 */
export function formulaWeights(shape: number[], j: number, seed = 1): Float32Array {
  const size = tf.util.sizeFromShape(shape);
  const fan = shape.length === 1 ? 300 : size / shape[shape.length - 1];
  const scale = Math.sqrt(3 / fan);
  return Float32Array.from({ length: size }, (_, i) => {
    let h = (i + Math.imul(j, 0x9e3779b9) + Math.imul(seed, 0x85ebca6b)) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h = (h ^ (h >>> 16)) >>> 0;
    return (2 * (h / 2 ** 32) - 1) * scale;
  });
}

/** Sets variables to {@link formulaWeights}. @param first number of the first tensor */
export function assignFormulaWeights(variables: tf.Variable[], first = 1): void {
  tf.tidy(() =>
    variables.forEach((variable, i) =>
      variable.assign(tf.tensor(formulaWeights(variable.shape, first + i), variable.shape, 'float32')),
    ),
  );
}
