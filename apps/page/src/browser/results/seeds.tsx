import { type Decision, decideNumber } from '@reprise/eval/decide-number';
import type { JSX } from 'preact';
import type { SeededNumber } from '../../page-data';
import { fixed } from '../parts/format';
import { Num } from '../parts/number';
import { rowsOf } from '../parts/rows-of';
import { properties } from '../parts/style-properties';

/** Least seeds for which the protocol's statistics say anything: five allow a one-sided sign test of 5 %. */
const LEAST = 5;

/** What an axis shows: all seeds, the notebook's number and its margin, with some room. */
function axis({ seeds, published, margin }: SeededNumber): {
  at: (value: number) => number;
  low: number;
  high: number;
} {
  const values = [...seeds.map(({ value }) => value), published - margin, published + margin];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) * 0.12;
  const [low, high] = [least - room, most + room];
  return { low, high, at: (value) => (value - low) / (high - low) };
}

const range = ({ low, high }: { low: number; high: number }): string => `${fixed(low)} to ${fixed(high)}`;

/** Why the rule decides so, as a sentence. */
function reason({ published, margin }: SeededNumber, { verdict, interval, oneMore }: Decision): string {
  const possible = oneMore.low <= published && published <= oneMore.high;
  const one = possible
    ? 'The notebook’s number could be one more of these runs'
    : 'The notebook’s number lies outside of where one more run would';
  const [low, high] = [published - margin, published + margin];
  const middle =
    interval.low >= low && interval.high <= high
      ? 'the interval of their middle lies within the margin'
      : interval.low > high || interval.high < low
        ? 'the interval of their middle lies outside of the margin'
        : 'the interval of their middle reaches beyond the margin';
  const what: Partial<Record<Decision['verdict'], string>> = {
    undecided: ' More seeds could decide.',
    'outside the spread': ' More seeds would not decide.',
  };
  return `${one}, and ${middle}.${what[verdict] ?? ''}`;
}

/** A model's seeds on an axis, with the notebook's number; each seed can be switched off. */
export function Seeds(props: {
  number: SeededNumber;
  level: number;
  off: ReadonlySet<number>;
  toggle: (seed: number) => void;
  /** Address of the report. */
  report: string | undefined;
}): JSX.Element {
  const { number, level, off, toggle, report } = props;
  const { at, low, high } = axis(number);
  const used = number.seeds.filter(({ seed }) => !off.has(seed)).map(({ value }) => value);
  const decision =
    used.length < LEAST ? undefined : decideNumber(used, number.published, number.margin, number.distribution, level);
  const verdict = decision?.verdict === 'outside the spread' ? 'undecided' : decision?.verdict;
  const rows = rowsOf(number.seeds.map(({ value }) => at(value)));
  const bar = (kind: string, { low: from, high: to }: { low: number; high: number }, label: string): JSX.Element => (
    <span
      class={`seed-bar ${kind}`}
      title={label}
      ref={properties({ '--from': Math.max(0, at(from)), '--to': Math.min(1, at(to)) })}
    />
  );
  return (
    <article class="card seeds" data-model={number.model} aria-labelledby={`seeds-${number.model}`}>
      <h3 id={`seeds-${number.model}`}>{number.title}</h3>
      <p class="answer" aria-live="polite" data-verdict={verdict}>
        {verdict ?? 'too few seeds'}
      </p>
      <p class="truth">{decision ? reason(number, decision) : `At least ${LEAST} seeds are needed.`}</p>
      <div class="seed-plot" ref={properties({ '--rows': Math.max(...rows) + 1 })}>
        {bar('margin', { low: number.published - number.margin, high: number.published + number.margin }, 'margin')}
        <span class="published" ref={properties({ '--at': at(number.published) })} />
        <fieldset>
          <legend class="unseen">Seeds of {number.title}; switch one off to leave it out</legend>
          {number.seeds.map(({ seed, value }, i) => (
            <label
              key={seed}
              title={`Seed ${seed}: ${fixed(value)}`}
              ref={properties({ '--at': at(value), '--row': rows[i] })}
            >
              <input
                type="checkbox"
                checked={!off.has(seed)}
                aria-label={`Seed ${seed}: ${fixed(value)}`}
                onChange={() => toggle(seed)}
              />
              <span class="tip" aria-hidden="true">
                seed {seed}: {fixed(value)}
              </span>
            </label>
          ))}
        </fieldset>
        <div class="bars" aria-hidden="true">
          {decision && bar('interval', decision.interval, 'interval')}
          {decision && bar('one-more', decision.oneMore, 'one more run')}
        </div>
        <p class="ends" aria-hidden="true">
          <span>{fixed(low)}</span>
          <span>{fixed(high)}</span>
        </p>
      </div>
      {report && (
        <p>
          <a href={`${report}#${number.claim}`} aria-label={`${number.title}: the claim in the report`}>
            The claim in the report
          </a>
        </p>
      )}
      <dl class="facts">
        <div>
          <dt>
            <span class="key published" aria-hidden="true" /> Notebook, {number.metric}
          </dt>
          <dd>
            <Num value={number.published} /> ± {fixed(number.margin)}
          </dd>
        </div>
        {decision && (
          <>
            <div>
              <dt>
                <span class="key interval" aria-hidden="true" /> {number.distribution === 'normal' ? 'Mean' : 'Median'}{' '}
                of {used.length} seeds
              </dt>
              <dd>
                <Num value={decision.centre} /> ({range(decision.interval)})
              </dd>
            </div>
            <div>
              <dt>
                <span class="key one-more" aria-hidden="true" /> One more run
              </dt>
              <dd>{range(decision.oneMore)}</dd>
            </div>
          </>
        )}
      </dl>
    </article>
  );
}
