import { PRINTABLE } from '@reprise/data/tokenize';
import type { Explanation } from '@reprise/text/explain';
import type { JSX } from 'preact';
import { visible } from '../parts/format';
import { Num } from '../parts/number';
import { properties } from '../parts/style-properties';
import { type Step, steps } from './steps';

/** Characters in front of those that are read, of which more are only counted. */
const UNREAD_SHOWN = 40;

/** Part of a URL; what the models do not read is struck through. */
const PartText = ({ text }: { text: string }): JSX.Element => (
  <code>
    {[...text].map((character, i) =>
      PRINTABLE.includes(character) ? visible(character) : <s key={i}>{visible(character)}</s>,
    )}
  </code>
);

function Unread({ text }: { text: string }): JSX.Element {
  const characters = [...text];
  const more = characters.length - UNREAD_SHOWN;
  return (
    <p class="unread">
      Not read: {more > 0 && `… ${more} more `}
      <code>
        <s>{characters.slice(-UNREAD_SHOWN).map(visible).join('')}</s>
      </code>
    </p>
  );
}

/** A logit with its sign, and as many digits as the others: they are added up. */
const signed = (logit: number): string => `${logit < 0 ? '−' : '+'}${Math.abs(logit).toFixed(2)}`;

const Row = ({ step: { text, kind, value, start, size } }: { step: Step }): JSX.Element => (
  <tr class={kind}>
    <th scope="row">{kind === 'part' ? <PartText text={text} /> : text}</th>
    <td class="track">
      <span
        class={`bar ${value > 0 ? 'malicious' : 'benign'}`}
        aria-hidden="true"
        ref={properties({ '--start': start, '--size': size })}
      />
    </td>
    <td>
      <Num value={value} text={signed(value)} />
    </td>
  </tr>
);

/** An explanation as bars that add up: from the empty URL, part by part, to the logit of the URL. */
export function PartsTable({ explanation }: { explanation: Explanation }): JSX.Element {
  const { steps: rows, zero } = steps(explanation);
  return (
    <>
      <table class="parts" ref={properties({ '--zero': zero })}>
        <caption>What each part adds to the logit of “malicious”</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">Part</th>
            <td />
            <th scope="col">Logit</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((step, i) => (
            <Row key={i} step={step} />
          ))}
        </tbody>
      </table>
      {explanation.unread !== '' && <Unread text={explanation.unread} />}
    </>
  );
}
