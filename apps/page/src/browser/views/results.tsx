import type { JSX } from 'preact';
import type { PageData } from '../../page-data';
import { Seeds } from '../results/seeds';
import { readOff, writeOff } from '../results/seeds-off';
import { useParam } from '../route';

/** The published results, seed by seed: what decides a verdict, and what would with fewer seeds. */
export default function ResultsView({ data: { results, report } }: { data: PageData }): JSX.Element {
  const [text, setText] = useParam('off', '');
  const off = readOff(text);
  const toggle = (model: string, seed: number): void => {
    const seeds = new Set(off.get(model));
    if (!seeds.delete(seed)) seeds.add(seed);
    setText(writeOff(new Map(off).set(model, seeds)));
  };
  return (
    <>
      <p class="lede">
        A published Keras notebook was repeated in TypeScript. Each of its five models was trained ten times; only the
        seed of the random numbers differed.
      </p>
      <ul class="findings">
        {results.summary.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3 class="seeds-title">Seed by seed</h3>
      <p>
        A point is one training, the dashed line is the notebook’s number, the band around it is the margin. Switch
        seeds off to see how the verdict depends on them.
      </p>
      <button type="button" disabled={text === ''} onClick={() => setText('')}>
        {text === '' ? 'All seeds are on' : 'Switch all seeds on'}
      </button>
      <div class="cards">
        {results.numbers.map((number) => (
          <Seeds
            key={number.model}
            number={number}
            level={results.level}
            off={off.get(number.model) ?? new Set()}
            report={report}
            toggle={(seed) => toggle(number.model, seed)}
          />
        ))}
      </div>
      <details>
        <summary>How a verdict is decided</summary>
        <p>
          <strong>Reproduced</strong>: the notebook’s number could be one more run, and the interval lies within the
          margin. <strong>Compatible with seed spread</strong>: it could be one more run, but the interval reaches
          beyond the margin. <strong>Not reproduced</strong>: the interval lies outside of the margin and the number is
          no possible run, or all seeds lie beyond the margin, on one side. <strong>Undecided</strong>: anything else.
          The interval is that of two one-sided tests of {100 * results.level} %; one more run lies where 95 % of
          further runs would, or, of the URL models, between the least and the greatest seed. The rule and the margins
          were written before the trainings.
        </p>
      </details>
    </>
  );
}
