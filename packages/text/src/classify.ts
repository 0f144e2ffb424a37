import { join } from 'node:path';
import { artifactsDir, checkManifest, Problem } from '@reprise/base';
import { tokenize, tokenizeAll, URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { disposeModel, readLayersModel } from '@reprise/training';
import { taskOf } from '@reprise/records';
import { readyBatches } from './ready-batches';
import { VOCABULARY } from './url-embedding';
import { type Verdict, verdict } from './verdict';

/** Both models' verdicts on one URL. */
export type Verdicts = Record<'birnn' | 'cnn-lstm', Verdict>;

interface ClassifyOptions {
  profile: string;
  seed: number;
  /** The file whose lines the URLs are, for errors. */
  source?: string;
}

/** The most URLs per call of a model. */
const BATCH = 1000;
/** A longer URL counts as several: a thousand of the longest lines would fill the memory. */
const LONG = 4000;

/**
 * Passes URLs on.
 * @throws Problem when there is no URL, or one is empty or holds a form feed
 */
async function* checked(urls: Iterable<string> | AsyncIterable<string>, source?: string): AsyncGenerator<string> {
  const pass = 'Pass one or more: npx reprise classify www.yahoo.com';
  const expected = 'URLs';
  let line = 0;
  for await (const url of urls) {
    line++;
    const where = source === undefined ? 'classify' : `${source}, line ${line}`;
    if (url === '') {
      const todo = source === undefined ? pass : 'Remove the line, or fill it.';
      throw new Problem({ where, expected, found: 'an empty one', todo });
    }
    if (tokenize(url).some((token) => token >= VOCABULARY))
      throw new Problem({
        where: `${where} ${JSON.stringify(url)}`,
        expected: 'characters that the models know',
        found: 'a form feed, which has no row in the notebook’s table of 100',
        todo: 'Remove it.',
      });
    yield url;
  }
  if (line === 0) throw new Problem({ where: source ?? 'classify', expected, found: 'none', todo: pass });
}

/** A trained model, verified. */
async function load(classifier: keyof Verdicts, { profile, seed }: ClassifyOptions): Promise<tf.LayersModel> {
  const folder = artifactsDir(profile, classifier, `seed-${seed}`);
  await checkManifest(folder, `${taskOf(classifier)}:${profile} --seed=${seed}`, ['model/']);
  return readLayersModel(join(folder, 'model'));
}

/** @returns probabilities that the URLs are malicious, float32 [urls] */
const probabilities = (model: tf.LayersModel, urls: string[]): Float32Array =>
  tf.tidy(() => {
    const tokens = tf.tensor2d(tokenizeAll(urls), [urls.length, URL_LENGTH], 'int32');
    return (model.predict(tokens, { batchSize: urls.length }) as tf.Tensor).dataSync<'float32'>();
  });

/**
 * Loads both models. Keep them as long as you need them: TensorFlow.js remembers the name of every weight of a process, so
 * each load costs some kilobytes.
 * @throws Problem when a model is not trained or damaged
 * @example
 * const classifiers = await loadClassifiers({ profile: 'full', seed: 1 });
 * console.log(classifiers.verdicts(['.btscene2.com', 'www.yahoo.com']).map(({ birnn }) => birnn.verdict));
 */
export async function loadClassifiers(options: Pick<ClassifyOptions, 'profile' | 'seed'>) {
  const models = [await load('birnn', options), await load('cnn-lstm', options)];
  return {
    /** One entry per URL, in order. @param urls neither empty nor with a form feed */
    verdicts(urls: string[]): Verdicts[] {
      const [birnn, cnnLstm] = models.map((model) => probabilities(model, urls));
      return urls.map((url, i) => ({ birnn: verdict(url, birnn[i]), 'cnn-lstm': verdict(url, cnnLstm[i]) }));
    },
    dispose: () => models.forEach(disposeModel),
  };
}

/**
 * Both models' verdicts on URLs, with the last epoch's weights, as in the notebook. Models are loaded once. URLs are processed
 * as they arrive, up to a thousand at a time, so a slow source gets verdicts at once and an endless one needs no more memory.
 *
 * @returns one entry per URL, in order, also for those before a refused URL
 * @throws Problem when there is no URL, one is empty or holds a form feed, or a model is not trained
 * @example
 * for await (const { birnn } of classify(['.btscene2.com'], { profile: 'full', seed: 1 })) console.log(birnn.verdict);
 */
export async function* classify(
  urls: Iterable<string> | AsyncIterable<string>,
  options: ClassifyOptions,
): AsyncGenerator<Verdicts, void, undefined> {
  let classifiers: Awaited<ReturnType<typeof loadClassifiers>> | undefined;
  try {
    const weigh = (url: string): number => Math.max(1, url.length / LONG);
    for await (const batch of readyBatches(checked(urls, options.source), BATCH, weigh)) {
      classifiers ??= await loadClassifiers(options);
      yield* classifiers.verdicts(batch);
    }
  } finally {
    classifiers?.dispose();
  }
}
