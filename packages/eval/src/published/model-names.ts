import { catalogue } from '@reprise/records';
import { type ModelName, MODELS } from './published';

const cards = catalogue();

/** The notebook's models by their titles in the catalogue. */
export const MODEL_NAMES = Object.fromEntries(
  MODELS.map((model) => [model, cards.get(model)?.title ?? model]),
) as Readonly<Record<ModelName, string>>;

/** Names of the two text models in the titles of the notebook's accuracy plots. */
export const ACCURACY_PLOTS: ReadonlyMap<string, string> = new Map([
  ['birnn', 'BI_RNN'],
  ['cnn-lstm', 'CNN_LSTM'],
]);
