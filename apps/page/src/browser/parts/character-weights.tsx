import type { Verdict } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { heaviest } from '../models/heaviest';
import type { UrlCharacter } from './characters';
import { signed, visible } from './format';
import { Num } from './number';
import { properties } from './style-properties';

/** Characters in front of the last 75 that are shown; of more, only the number. */
const CUT_SHOWN = 40;
/** Characters listed for each class. */
export const LISTED = 4;

/**
 * A URL's characters side by side, each with a bar for its weight: above for malicious, below for benign, full length for
 * the heaviest. Hidden from screen readers, which get the list.
 */
export function CharacterStrip(props: { characters: readonly UrlCharacter[]; weights?: Float64Array }): JSX.Element {
  const { characters, weights } = props;
  const first = Math.max(0, characters.findLastIndex(({ fate }) => fate === 'cut') + 1 - CUT_SHOWN);
  const largest = weights ? Math.max(...weights.map(Math.abs)) : 0;
  return (
    <div class="characters" aria-hidden="true">
      {first > 0 && (
        <span class="character cut more">
          <span>… {first} more</span>
        </span>
      )}
      {characters.slice(first).map(({ character, fate, position }, i) => {
        const weight = position === undefined ? undefined : weights?.[position];
        const side = !weight ? '' : weight > 0 ? ' malicious' : ' benign';
        return (
          <span
            key={i}
            class={`character ${fate}${side}`}
            data-weight={weight}
            ref={properties({ '--weight': weight ? Math.abs(weight) / largest : 0 })}
          >
            <span>{visible(character)}</span>
          </span>
        );
      })}
    </div>
  );
}

/** Characters with their places and weights. @param places indices into both */
export const Heaviest = (props: {
  characters: readonly UrlCharacter[];
  weights: readonly number[];
  places: readonly number[];
}): JSX.Element => (
  <ol>
    {props.places.map((i) => (
      <li key={i}>
        <code>{visible(props.characters[i].character)}</code> at {i + 1}{' '}
        <Num value={props.weights[i]} text={signed(props.weights[i])} />
      </li>
    ))}
  </ol>
);

/** The characters that weigh most, as text: those that speak for the verdict, then those that speak against it. */
export function WeightsList(props: {
  characters: readonly UrlCharacter[];
  ours: Verdict['verdict'];
  weights: Float64Array;
}): JSX.Element {
  const { characters, ours, weights } = props;
  const all = characters.map(({ position }) => (position === undefined ? 0 : weights[position]));
  const sides = [ours, ours === 'malicious' ? ('benign' as const) : ('malicious' as const)];
  return (
    <>
      {sides.map((towards) => {
        const found = heaviest(all, towards, LISTED);
        if (found.length > 0)
          return (
            <div key={towards}>
              <h4>Speaks most for {towards}</h4>
              <Heaviest characters={characters} weights={all} places={found} />
            </div>
          );
        const why = towards === ours ? ': the verdict comes from their combination' : '';
        return <h4 key={towards}>{`No single character speaks for ${towards}${why}`}</h4>;
      })}
    </>
  );
}
