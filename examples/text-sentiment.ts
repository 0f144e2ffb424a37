// Sentences of different lengths as positive or negative, by an embedding that masks the padding and a bidirectional LSTM.
// A "not" turns the word after it round, so that counting words is not enough.
//   npx nx run tools:runtime && npx ts-node examples/text-sentiment.ts [ROWS]
import { createRandom, fit, predict, tf } from '@reprise/engine';

const BATCH = 32;
const EPOCHS = 4;
const LENGTH = 16;
const GOOD = ['good', 'great', 'fine', 'lovely'];
const BAD = ['bad', 'awful', 'dull', 'broken'];
const OTHER = ['the', 'film', 'a', 'plot', 'was', 'and', 'its', 'end', 'actor', 'very'];
/** Word 0 is the padding. */
const WORDS = ['', 'not', ...GOOD, ...BAD, ...OTHER];

/** Sentences of 3 to 16 words, padded with 0, and whether each is positive. */
function sentences(rows: number, seed: number): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const random = createRandom(seed);
  const draw = (): number => random.uniform(1, 0, 1)[0];
  const pick = (of: string[]): string => of[Math.floor(draw() * of.length)];
  const [x, y] = [new Float32Array(rows * LENGTH), new Float32Array(rows)];
  for (let row = 0; row < rows; row++) {
    const length = 3 + Math.floor(draw() * (LENGTH - 2));
    const words = Array.from({ length }, () => pick(OTHER));
    const [good, not] = [draw() < 0.5, draw() < 0.5];
    const at = Math.floor(draw() * (length - 1));
    if (not) words[at] = 'not';
    words[at + 1] = pick(good ? GOOD : BAD);
    x.set(
      words.map((word) => WORDS.indexOf(word)),
      row * LENGTH,
    );
    y[row] = Number(good !== not);
  }
  return { x: tf.tensor2d(x, [rows, LENGTH]), y: tf.tensor2d(y, [rows, 1]) };
}

function classifier(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: WORDS.length, outputDim: 16, maskZero: true, inputLength: LENGTH }),
      tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 16 }) as tf.RNN, mergeMode: 'concat' }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

async function main(rows: number): Promise<void> {
  const { x, y } = sentences(rows, 1);
  const model = classifier();
  await fit(model, x, y, { epochs: EPOCHS, batchSize: BATCH, verbose: 0, seed: 1 });

  const unseen = sentences(1000, 2);
  const positive = ((await predict(model, unseen.x)) as tf.Tensor).greater(0.5);
  const accuracy = positive.equal(unseen.y.greater(0.5)).mean().dataSync()[0];
  console.log(`test accuracy ${accuracy.toFixed(3)}`);
}

void main(Number(process.argv[2] ?? 3200));
