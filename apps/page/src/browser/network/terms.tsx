import type { JSX } from 'preact';
import type { SeenLayer } from '../models/see-layers';
import { strongest, nameOf, product, type Term, total } from './origin';
import { Signed, SignedCells } from './signed';

/** The most numbers that are listed. */
const MOST = 10;

/** The numbers of the layer before that a number is made of, the strongest first. @param weighted whether they have weights */
export function Terms(props: {
  before: SeenLayer;
  terms: readonly Term[];
  weighted: boolean;
  classes: readonly string[];
}): JSX.Element {
  const { before, terms, weighted, classes } = props;
  const sorted = strongest(terms, product);
  const rest = total(sorted.slice(MOST));
  return (
    <>
      <table class="terms">
        <thead>
          <tr>
            {[`Of ${before.name}`, 'Value', ...(weighted ? ['Weight', 'Product'] : [])].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, MOST).map((term) => (
            <tr key={term.at}>
              <th scope="row">{nameOf(before, term.at!, classes)}</th>
              <SignedCells values={weighted ? [term.value, term.weight, product(term)] : [term.value]} />
            </tr>
          ))}
        </tbody>
      </table>
      {weighted && sorted.length > MOST && (
        <p>
          The products of the other {sorted.length - MOST} together: <Signed value={rest} />
        </p>
      )}
    </>
  );
}
