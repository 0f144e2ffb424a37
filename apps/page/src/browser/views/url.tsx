import { tokenize } from '@reprise/data/tokenize';
import { type Verdict, verdict } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelEntry, PageData } from '../../page-data';
import { models, useModel } from '../models/models';
import { heaviest } from '../models/heaviest';
import { weigh } from '../models/weigh';
import { announce } from '../parts/announce';
import { refusal, type UrlCharacter, urlCharacters } from '../parts/characters';
import { fixed, signed, visible } from '../parts/format';
import { ModelCard } from '../parts/model-card';
import { Num } from '../parts/number';
import { properties } from '../parts/style-properties';
import { useAnswer } from '../parts/use-answer';
import { useParam } from '../route';

/** The notebook's two. */
const EXAMPLES = ['.btscene2.com', 'www.yahoo.com'];
/** Milliseconds without a key before a typed URL is classified. */
const TYPING_MS = 200;
/** Characters in front of the last 75 that are shown; of more, only the number. */
const CUT_SHOWN = 40;
/** Characters listed for each class. */
const LISTED = 4;

/**
 * A URL's characters side by side, each with a bar for its weight: above for malicious, below for benign, full length for
 * the heaviest. Hidden from screen readers, which get the list.
 */
function CharacterStrip(props: { characters: readonly UrlCharacter[]; weights?: Float64Array }): JSX.Element {
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

/** The characters that weigh most, as text: those that speak for the verdict, then those that speak against it. */
function WeightsList(props: {
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
              <ol>
                {found.map((i) => (
                  <li key={i}>
                    <code>{visible(characters[i].character)}</code> at {i + 1}{' '}
                    <Num value={all[i]} text={signed(all[i])} />
                  </li>
                ))}
              </ol>
            </div>
          );
        const why = towards === ours ? ': the verdict comes from their combination' : '';
        return <h4 key={towards}>{`No single character speaks for ${towards}${why}`}</h4>;
      })}
    </>
  );
}

interface UrlCardProps {
  model: ModelEntry;
  command: string;
  url: string;
  onAnswer: (sentence: string) => void;
}

/** A model's verdict on a URL, and what its characters weigh. */
function UrlCard({ model, command, url, onAnswer }: UrlCardProps): JSX.Element {
  const loaded = useModel(model);
  const refused = refusal(url) !== undefined;
  const answer = useAnswer<{ url: string; logit: number; weights?: Float64Array }>(
    loaded.state !== 'ready' || refused
      ? undefined
      : async (signal, show) => {
          const ask = (rows: Int32Array, length: number): Promise<Float32Array> =>
            models().logits(model.name, rows, length);
          const tokens = tokenize(url);
          const [logit] = await ask(tokens, tokens.length);
          show({ url, logit });
          return { url, logit, weights: await weigh(ask, tokens, logit, signal) };
        },
    [loaded.state, url],
  );
  const { value, busy, why } = answer;
  const probability = value && 1 / (1 + Math.exp(-value.logit));
  const ours = value && verdict(value.url, probability as number).verdict;
  useEffect(() => {
    if (value?.weights && !busy) onAnswer(`${model.title}: ${ours}, probability of malicious ${fixed(probability!)}.`);
  }, [value, busy]);
  const characters = value ? urlCharacters(value.url) : [];
  return (
    <ModelCard model={model} command={command} state={why ? { state: 'failed', why } : loaded} busy={busy}>
      {value === undefined || refused ? (
        <p class="wait">Waiting for a URL.</p>
      ) : (
        <>
          <p class="verdict" data-verdict={ours}>
            <span class="word">{ours}</span>
            <span class="probability">
              probability of malicious <Num value={probability!} />
            </span>
          </p>
          <div class="scale" aria-hidden="true">
            <span ref={properties({ '--at': probability! })} />
          </div>
          <CharacterStrip characters={characters} weights={value.weights} />
          <div class="weights">
            {value.weights ? (
              <WeightsList characters={characters} ours={ours!} weights={value.weights} />
            ) : (
              <h4>Weighing the characters…</h4>
            )}
          </div>
        </>
      )}
    </ModelCard>
  );
}

/** Classifies a URL with both URL models. */
export default function UrlView({ data }: { data: PageData }): JSX.Element {
  const [url, setUrl] = useParam('x', EXAMPLES[0]);
  const [typed, setTyped] = useState(url);
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Sentences to announce once all models have answered; undefined while the visitor types. */
  const sentences = useRef<Map<string, string> | undefined>(undefined);
  const shown = data.models.filter(({ name }) => name === 'birnn' || name === 'cnn-lstm');
  const waiting = shown.filter(({ state }) => state === 'ready').length;

  useEffect(() => setTyped(url), [url]);
  /** @param sent by Enter or a button; while typing, nothing is announced and an empty field is no error */
  const classify = (next: string, sent: boolean): void => {
    clearTimeout(timer.current);
    setTyped(next);
    setProblem(sent || next !== '' ? refusal(next) : undefined);
    sentences.current = sent ? new Map() : undefined;
    setUrl(next);
  };
  const answered = (name: string, sentence: string): void => {
    sentences.current?.set(name, sentence);
    if (sentences.current?.size === waiting) announce([...sentences.current.values()].join(' '));
  };
  return (
    <>
      <form
        id="url-form"
        onSubmit={(event) => {
          event.preventDefault();
          // The state may lag behind the keys.
          classify(input.current!.value, true);
        }}
      >
        <label for="url">URL</label>
        <div class="ask">
          <input
            id="url"
            ref={input}
            type="text"
            inputMode="url"
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            spellcheck={false}
            aria-describedby="url-refusal"
            aria-invalid={problem !== undefined}
            value={typed}
            onInput={({ currentTarget: { value } }) => {
              setTyped(value);
              clearTimeout(timer.current);
              timer.current = setTimeout(classify, TYPING_MS, value, false);
            }}
          />
          <button class="primary" type="submit">
            Classify
          </button>
        </div>
        <p id="url-refusal" class="refusal" role="alert">
          {problem}
        </p>
        <div class="examples" role="group" aria-labelledby="examples-label">
          <span id="examples-label">Examples</span>
          {EXAMPLES.map((example) => (
            <button key={example} type="button" onClick={() => classify(example, true)}>
              {example}
            </button>
          ))}
        </div>
      </form>
      <div class="cards">
        {shown.map((model) => (
          <UrlCard
            key={model.name}
            model={model}
            command={data.command}
            url={url}
            onAnswer={(sentence) => answered(model.name, sentence)}
          />
        ))}
      </div>
      <p>
        The models learned the form of two lists of host names, not danger: 98 % of the malicious rows and 11 % of the
        benign ones have fewer than three dots (<code>.btscene2.com</code> has two). Text of another form, such as{' '}
        <code>https://…</code>, is unlike what they learned from. 98 % of all rows are benign, so an accuracy of 0.98
        takes no model. Not for deciding about real traffic.
      </p>
      <div class="legend">
        <ul>
          <li>
            <span class="key malicious" aria-hidden="true" />
            Bar above: speaks for malicious
          </li>
          <li>
            <span class="key benign" aria-hidden="true" />
            Bar below: speaks for benign
          </li>
          <li>
            <s>é</s> Not read: characters outside of ASCII, and all before the last 75
          </li>
        </ul>
        <details>
          <summary>What a character weighs</summary>
          <p>
            A character’s weight is how much surer of “malicious” the model is with the character than without it: how
            much the logit falls when padding replaces it. The logit is the logarithm of the odds: +0.7 doubles them.
            The longest bar is the heaviest character of this URL for this model, so bars are not comparable between
            URLs; the numbers are. Weights do not add up to the verdict, which may depend on what no single character
            shows, such as the number of dots.
          </p>
        </details>
      </div>
    </>
  );
}
