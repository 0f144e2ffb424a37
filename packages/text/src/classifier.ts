import { join } from 'node:path';
import { artifactsDir, checkManifest } from '@reprise/base';
import { tokenizeAll, URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { taskOf } from '@reprise/records';
import { disposeModel, readLayersModel } from '@reprise/training';
import { explain } from './explain';
import { type LikeRows, rowsLike } from './likeness';
import { readLikeness } from './read-likeness';
import { dotsRemark, likenessRemark } from './remarks';
import { urlLogits } from './url-logits';
import { type UrlModel, type Verdict, verdict, type Why } from './verdict';

/** Where trained models are. */
export interface Trained {
  profile: string;
  seed: number;
}

/** A trained model in memory. */
export interface Classifier {
  /** In the order of the URLs. @param urls neither empty nor with a form feed */
  verdicts(urls: readonly string[]): Verdict[];
  /** Classifies up to 256 texts. */
  why(verdict: Verdict): Promise<Why>;
  dispose(): void;
}

/** The folder of a trained model, verified. */
async function trainedFolder(model: UrlModel, { profile, seed }: Trained): Promise<string> {
  const folder = artifactsDir(profile, model, `seed-${seed}`);
  await checkManifest(folder, `${taskOf(model)}:${profile} --seed=${seed}`, ['model/', 'predictions.npy']);
  return folder;
}

/** @throws Problem when the model is not trained or damaged */
export async function loadClassifier(name: UrlModel, trained: Trained): Promise<Classifier> {
  const folder = await trainedFolder(name, trained);
  const model = await readLayersModel(join(folder, 'model'));
  const logits = urlLogits(model);
  let likeness: Promise<LikeRows[]> | undefined;
  return {
    verdicts(urls) {
      const probabilities = tf.tidy(() => {
        const tokens = tf.tensor2d(tokenizeAll(urls), [urls.length, URL_LENGTH], 'int32');
        return (model.predict(tokens, { batchSize: urls.length }) as tf.Tensor).dataSync<'float32'>();
      });
      return urls.map((url, i) => verdict(url, probabilities[i]));
    },
    async why(ours) {
      // Read at the first call: verdicts alone need no data.
      const table = await (likeness ??= readLikeness(folder));
      return {
        ...(await explain(ours.url, logits)),
        like: rowsLike(table, ours.url),
        remarks: [dotsRemark(table, ours), likenessRemark(table, ours.url)],
      };
    },
    dispose: () => disposeModel(model),
  };
}
