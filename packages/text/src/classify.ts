import { join } from 'node:path';
import { artifactsDir, checkManifest, Problem } from '@reprise/data';
import { readLayersModel, tf } from '@reprise/engine';
import { VOCABULARY } from './url-embedding';
import { tokenizeAll, URL_LENGTH } from './urls';
import { type Verdict, verdict } from './verdict';

/** Models that classify URLs, and the Nx tasks that train them. */
const CLASSIFIERS = { birnn: 'text:birnn', 'cnn-lstm': 'text:cnn-lstm' } as const;

export type Classifier = keyof typeof CLASSIFIERS;

/** URLs a call of the model. */
const BATCH = 1000;

/** @param tokens int32 [urls, 75] */
async function probabilities(
  classifier: Classifier,
  tokens: Int32Array,
  profile: string,
  seed: number,
): Promise<number[]> {
  const folder = artifactsDir(profile, classifier, `seed-${seed}`);
  await checkManifest(folder, CLASSIFIERS[classifier]);
  const model = await readLayersModel(join(folder, 'model'));
  try {
    const parts: number[] = [];
    for (let from = 0; from < tokens.length; from += BATCH * URL_LENGTH) {
      const rows = tokens.subarray(from, from + BATCH * URL_LENGTH);
      const outputs = tf.tidy(() => {
        const x = tf.tensor2d(rows, [rows.length / URL_LENGTH, URL_LENGTH], 'int32');
        return (model.predict(x) as tf.Tensor).dataSync<'float32'>();
      });
      parts.push(...outputs);
    }
    return parts;
  } finally {
    model.dispose();
  }
}

/**
 * Both models' verdicts on URLs, with the last epoch's weights, as in the notebook.
 * @returns one entry a URL, in order
 * @throws Problem when no URL is given or one is empty or holds a form feed, or when a model has not been trained
 * @example
 * await classify(['.btscene2.com'], 'full', 1); // [{ birnn: { url, probability, verdict }, 'cnn-lstm': … }]
 */
export async function classify(urls: string[], profile: string, seed: number): Promise<Record<Classifier, Verdict>[]> {
  if (urls.length === 0 || urls.some((url) => url === ''))
    throw new Problem({
      where: 'classify',
      expected: 'URLs',
      found: urls.length === 0 ? 'none' : 'an empty one',
      todo: 'Pass one or more: npx reprise classify www.yahoo.com',
    });
  const tokens = tokenizeAll(urls);
  const unknown = tokens.findIndex((token) => token >= VOCABULARY);
  if (unknown >= 0)
    throw new Problem({
      where: `classify ${JSON.stringify(urls[Math.floor(unknown / URL_LENGTH)])}`,
      expected: 'characters that the models know',
      found: 'a form feed, for which the notebook’s table of 100 rows has none',
      todo: 'Leave it out.',
    });
  const birnn = await probabilities('birnn', tokens, profile, seed);
  const cnnLstm = await probabilities('cnn-lstm', tokens, profile, seed);
  return urls.map((url, i) => ({ birnn: verdict(url, birnn[i]), 'cnn-lstm': verdict(url, cnnLstm[i]) }));
}
