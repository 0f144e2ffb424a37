import type { JSX } from 'preact';
import type { Made, SeenLayer } from '../models/see-layers';
import { originOf } from './origin';
import { Signed } from './signed';
import { Squares } from './squares';
import { Terms } from './terms';

/** How the number follows from those that are shown. */
const HOW: Record<Made['by'], string> = {
  input: '',
  convolution: 'A filter lies over a square of each map before. Each number is multiplied by the weight on it.',
  dense: 'Each number of the layer before is multiplied by a weight.',
  maximum: 'The greatest of a square.',
  repeat: 'Each number before becomes a square of equal ones.',
  copy: 'The number is passed on. Dropout acts only in training.',
  softmax: 'e to the power of the number before, divided by the sum of such powers, so that all add up to 1.',
};
const ACTIVATION: Record<string, string> = {
  linear: 'which is the number',
  relu: 'of which ReLU (a negative number becomes 0) makes',
  sigmoid: 'of which the sigmoid makes',
};

/** How a number of a layer was made from the layer before. @param classes names of ten numbers */
export function OriginView(props: {
  layer: SeenLayer;
  before: SeenLayer;
  at: number;
  classes: readonly string[];
}): JSX.Element {
  const { layer, before, at, classes } = props;
  const { made } = layer;
  const { terms, bias, sum, value } = originOf(layer, before, at);
  return (
    <div id="origin" class="origin" data-by={made.by}>
      <p>{HOW[made.by]}</p>
      {made.by === 'convolution' ? (
        <Squares layer={layer} made={made} before={before} at={at} terms={terms} />
      ) : (
        <Terms before={before} terms={terms} weighted={made.by === 'dense'} classes={classes} />
      )}
      <p class="result">
        {'activation' in made && (
          <>
            All products <Signed value={sum - bias} /> and the bias <Signed value={bias} /> make <Signed value={sum} />,{' '}
            {ACTIVATION[made.activation]}:{' '}
          </>
        )}
        <strong>
          <Signed value={value} />
        </strong>
      </p>
    </div>
  );
}
