import { join } from 'node:path';
import { artifactsDir, checkManifest, Problem, tokenize } from '@reprise/data';
import { readLayersModel, tf } from '@reprise/engine';
import { VOCABULARY } from './url-embedding';
import { URL_LENGTH } from './urls';
import { type Verdict, verdict } from './verdict';

/** Models that classify URLs, and the Nx tasks that train them. */
const CLASSIFIERS = { birnn: 'text:birnn', 'cnn-lstm': 'text:cnn-lstm' } as const;

export type Classifier = keyof typeof CLASSIFIERS;

/** URLs a call of the model. */
const BATCH = 1000;

async function probabilities(classifier: Classifier, urls: string[], profile: string, seed: number): Promise<number[]> {
  const folder = artifactsDir(profile, classifier, `seed-${seed}`);
  await checkManifest(folder, CLASSIFIERS[classifier]);
  const model = await readLayersModel(join(folder, 'model'));
  try {
    const parts: number[] = [];
    for (let from = 0; from < urls.length; from += BATCH) {
      const rows = urls.slice(from, from + BATCH);
      const tokens = new Int32Array(rows.length * URL_LENGTH);
      rows.forEach((url, i) => tokens.set(tokenize(url), i * URL_LENGTH));
      const outputs = tf.tidy(() => {
        const x = tf.tensor2d(tokens, [rows.length, URL_LENGTH], 'int32');
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
  const formFeed = urls.find((url) => tokenize(url).some((token) => token >= VOCABULARY));
  if (formFeed !== undefined)
    throw new Problem({
      where: `classify ${JSON.stringify(formFeed)}`,
      expected: 'characters that the models know',
      found: 'a form feed, for which the notebook’s table of 100 rows has none',
      todo: 'Leave it out.',
    });
  const birnn = await probabilities('birnn', urls, profile, seed);
  const cnnLstm = await probabilities('cnn-lstm', urls, profile, seed);
  return urls.map((url, i) => ({ birnn: verdict(url, birnn[i]), 'cnn-lstm': verdict(url, cnnLstm[i]) }));
}
