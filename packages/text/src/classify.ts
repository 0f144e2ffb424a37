import { Problem } from '@reprise/base';
import { tokenize } from '@reprise/data';
import { type Classifier, loadClassifier, type Trained } from './classifier';
import { readyBatches } from './ready-batches';
import { VOCABULARY } from './url-embedding';
import { URL_MODELS, type UrlModel, type Verdict } from './verdict';

/** Each model's verdict on one URL. */
export type Verdicts<Model extends UrlModel = UrlModel> = Record<Model, Verdict>;

interface LoadOptions<Model extends UrlModel> extends Trained {
  /** Both by default. Others need not be trained. */
  models?: readonly Model[];
}

interface ClassifyOptions<Model extends UrlModel> extends LoadOptions<Model> {
  /** Whether each verdict says why. */
  explain?: boolean;
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

/**
 * Loads the models. Keep them as long as you need them: TensorFlow.js remembers the name of every weight of a process, so
 * each load costs some kilobytes.
 * @throws Problem when a model is not trained or damaged
 * @example
 * const classifiers = await loadClassifiers({ profile: 'full', seed: 1 });
 * console.log(classifiers.verdicts(['.btscene2.com', 'www.yahoo.com']).map(({ birnn }) => birnn.verdict));
 */
export async function loadClassifiers<Model extends UrlModel = UrlModel>({
  models = URL_MODELS as readonly UrlModel[] as readonly Model[],
  ...trained
}: LoadOptions<Model>) {
  const loaded = new Map<Model, Classifier>();
  for (const model of models) loaded.set(model, await loadClassifier(model, trained));
  return {
    /** One entry per URL, in order. @param urls neither empty nor with a form feed */
    verdicts(urls: readonly string[]): Verdicts<Model>[] {
      const entries = urls.map(() => ({}) as Verdicts<Model>);
      for (const [model, classifier] of loaded)
        classifier.verdicts(urls).forEach((verdict, i) => (entries[i][model] = verdict));
      return entries;
    },
    /** The same verdicts, which say why. */
    async explain(verdicts: Verdicts<Model>): Promise<Verdicts<Model>> {
      const explained = { ...verdicts };
      for (const [model, classifier] of loaded)
        explained[model] = { ...verdicts[model], why: await classifier.why(verdicts[model]) };
      return explained;
    },
    dispose: () => loaded.forEach((classifier) => classifier.dispose()),
  };
}

/**
 * The models' verdicts on URLs, with the last epoch's weights, as in the notebook. Models are loaded once. URLs are processed
 * as they arrive, up to a thousand at a time, so a slow source gets verdicts at once and an endless one needs no more memory.
 *
 * @returns one entry per URL, in order, also for those before a refused URL
 * @throws Problem when there is no URL, one is empty or holds a form feed, or a model is not trained
 * @example
 * for await (const { birnn } of classify(['.btscene2.com'], { profile: 'full', seed: 1 })) console.log(birnn.verdict);
 */
export async function* classify<Model extends UrlModel = UrlModel>(
  urls: Iterable<string> | AsyncIterable<string>,
  { source, explain = false, ...options }: ClassifyOptions<Model>,
): AsyncGenerator<Verdicts<Model>, void, undefined> {
  let classifiers: Awaited<ReturnType<typeof loadClassifiers<Model>>> | undefined;
  try {
    const weigh = (url: string): number => Math.max(1, url.length / LONG);
    for await (const batch of readyBatches(checked(urls, source), BATCH, weigh)) {
      classifiers ??= await loadClassifiers(options);
      for (const verdicts of classifiers.verdicts(batch))
        yield explain ? await classifiers.explain(verdicts) : verdicts;
    }
  } finally {
    classifiers?.dispose();
  }
}
