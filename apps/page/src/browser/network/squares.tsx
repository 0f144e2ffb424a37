import type { JSX } from 'preact';
import type { SeenLayer } from '../models/see-layers';
import { MapPicture } from './map-picture';
import { strongest, placeOf, product, type Term, total } from './origin';
import { Signed, SignedCells } from './signed';

/** The most maps whose products are shown. */
const MOST = 3;

/** Numbers in a square, with a name. */
const Grid = ({ name, side, values }: { name: string; side: number; values: readonly number[] }): JSX.Element => (
  <table class="grid">
    <caption>{name}</caption>
    <tbody>
      {Array.from({ length: side }, (_, row) => (
        <tr key={row}>
          <SignedCells values={values.slice(row * side, (row + 1) * side)} />
        </tr>
      ))}
    </tbody>
  </table>
);

/** The products of a convolution: for each map of the layer before, its square, the filter's weights and their products. */
export function Squares(props: {
  layer: SeenLayer;
  made: { side: number; padding: number };
  before: SeenLayer;
  at: number;
  terms: readonly Term[];
}): JSX.Element {
  const { layer, before, at, terms } = props;
  const { side, padding } = props.made;
  const [row, column] = placeOf(layer, at);
  const squares = Array.from({ length: before.shape[2] }, (_, map) => ({
    map,
    inside: terms.slice(map * side * side, (map + 1) * side * side),
  }));
  const sorted = strongest(squares, ({ inside }) => total(inside));
  const rest = total(sorted.slice(MOST).flatMap(({ inside }) => inside));
  return (
    <>
      {sorted.slice(0, MOST).map(({ map, inside }) => (
        <section key={map} class="products" aria-label={`Map ${map + 1} of ${before.name}`}>
          <h4>
            {before.shape[2] === 1 ? before.name : `Map ${map + 1} of ${before.name}`}: products of{' '}
            <Signed value={total(inside)} />
          </h4>
          <MapPicture layer={before} map={map} marked={{ row: row - padding, column: column - padding, side }} />
          <Grid name="Its square" side={side} values={inside.map(({ value }) => value)} />
          <Grid name="× filter" side={side} values={inside.map(({ weight }) => weight)} />
          <Grid name="= products" side={side} values={inside.map(product)} />
        </section>
      ))}
      {sorted.length > MOST && (
        <p>
          The other {sorted.length - MOST} maps together: <Signed value={rest} />
        </p>
      )}
    </>
  );
}
