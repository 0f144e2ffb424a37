import type { ProtocolClaim } from '../../protocol';
import { isModel, type ModelName } from '../../published/published';

/** Models whose epochs the live page keeps; VGG16's are too large. */
const EPOCHS: readonly ModelName[] = ['autoencoder', 'lenet', 'birnn', 'cnn-lstm'];
/** Models that the page trains and shows inside. */
const NETWORKS: readonly string[] = ['autoencoder', 'lenet'];
/** Quantities of the URL models that move with the threshold. */
const AT_THRESHOLD = ['recall', 'test_accuracy'];

const isUrls = (about: string): boolean => about === 'birnn' || about === 'cnn-lstm';

const thresholdOf = (model: string): string => `index.html#threshold?model=${model}`;

/** The address of the live page's view that shows a claim; undefined for one that no view shows. */
export function viewOf(claim: ProtocolClaim): string | undefined {
  switch (claim.kind) {
    case 'answer':
      return `index.html#url?x=${encodeURIComponent(claim.url)}`;
    case 'curve':
      return isModel(claim.about) && EPOCHS.includes(claim.about) ? 'index.html#epochs' : undefined;
    case 'metric':
      return 'index.html#results';
    case 'conclusion':
      return isUrls(claim.about) && AT_THRESHOLD.includes(claim.quantity) ? thresholdOf(claim.about) : undefined;
    default:
      return undefined;
  }
}

/** The live page's views of a model. */
export const viewsOf = (model: string): { address: string; text: string }[] =>
  [
    { address: 'index.html#results', text: 'its seeds', shown: isModel(model) },
    { address: `index.html#train?model=${model}`, text: 'train it', shown: NETWORKS.includes(model) },
    { address: `index.html#network?model=${model}`, text: 'inside it', shown: NETWORKS.includes(model) },
    { address: 'index.html#epochs', text: 'through its epochs', shown: (EPOCHS as readonly string[]).includes(model) },
    { address: thresholdOf(model), text: 'move its threshold', shown: isUrls(model) },
    { address: 'index.html#url', text: 'try a URL', shown: isUrls(model) },
  ].flatMap(({ shown, ...view }) => (shown ? [view] : []));
