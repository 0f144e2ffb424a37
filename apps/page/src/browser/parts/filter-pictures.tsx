import type { JSX } from 'preact';
import type { Filters } from '../epochs/epoch-models';

/** Units of the drawing a weight. */
const UNIT = 10;

/** Filters as small pictures: white is the heaviest weight of all filters, black the heaviest negative one, grey is 0. */
export function FilterPictures({ side, filters }: Filters): JSX.Element {
  const largest = Math.max(...filters.map((filter) => Math.max(...filter.map(Math.abs)))) || 1;
  return (
    <ol class="filters" aria-label={`${filters.length} filters of ${side} × ${side} weights`}>
      {filters.map((filter, i) => (
        <li key={i}>
          <svg viewBox={`0 0 ${side * UNIT} ${side * UNIT}`} role="img" aria-label={`Filter ${i + 1}`}>
            {Array.from(filter, (weight, at) => (
              <rect
                key={at}
                x={(at % side) * UNIT}
                y={Math.floor(at / side) * UNIT}
                width={UNIT}
                height={UNIT}
                fill={`hsl(0 0% ${50 + (50 * weight) / largest}%)`}
              />
            ))}
          </svg>
        </li>
      ))}
    </ol>
  );
}
