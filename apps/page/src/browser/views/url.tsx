import type { UrlModel } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageData } from '../../page-data';
import { announce } from '../parts/announce';
import { refusal } from '../parts/characters';
import { useParam } from '../route';
import { type Answered, UrlCard } from '../url/url-card';
import { useLikeness } from '../url/use-likeness';

/** The notebook's two, then some that show what the models go by. */
const EXAMPLES = [
  '.btscene2.com',
  'www.yahoo.com',
  'google.com',
  'www.google.com',
  'paypal.secure-login.ru/update.php',
];
/** Milliseconds without a key before a typed URL is classified. */
const TYPING_MS = 200;

/** Classifies a URL with both URL models. */
export default function UrlView({ data }: { data: PageData }): JSX.Element {
  const [url, setUrl] = useParam('x', EXAMPLES[0]);
  const [typed, setTyped] = useState(url);
  const [sentLast, setSentLast] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The URL whose verdicts are announced once all models have answered; undefined while the visitor types. */
  const asked = useRef<string>(undefined);
  /** Each model's last answer. */
  const answers = useRef(new Map<string, Answered>());
  const likeness = useLikeness(data);
  const shown = data.models.filter(({ name }) => name === 'birnn' || name === 'cnn-lstm');
  const waiting = shown.filter(({ state }) => state === 'ready').length;

  /** An empty field is no error while the visitor types. */
  const problem = sentLast || url !== '' ? refusal(url) : undefined;

  useEffect(() => setTyped(url), [url]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (): void => {
    const found = shown
      .flatMap(({ name }) => answers.current.get(name) ?? [])
      .filter((answer) => answer.url === asked.current);
    if (asked.current === undefined || found.length < waiting) return;
    announce(found.map(({ sentence }) => sentence).join(' '));
    asked.current = undefined;
  };
  /** @param sent by Enter or a button; while the visitor types, nothing is announced */
  const classify = (next: string, sent: boolean): void => {
    clearTimeout(timer.current);
    setTyped(next);
    setSentLast(sent);
    setUrl(next);
    asked.current = sent ? next : undefined;
    tell(); // the models may have answered while the visitor typed
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
            likeness={likeness?.[model.name as UrlModel]}
            onAnswer={(answer) => {
              answers.current.set(model.name, answer);
              tell();
            }}
          />
        ))}
      </div>
      <p>
        The models learned the form of two lists of host names, not danger. Nearly all rows of the lists begin with a
        dot, and the malicious ones have fewer dots. So bare domains such as <code>google.com</code> may come out
        malicious, and login pages on foreign hosts benign: try the examples. Text of another form, such as{' '}
        <code>https://…</code>, is unlike what they learned from. 98 % of all rows are benign, so an accuracy of 0.98
        takes no model. Not for deciding about real traffic.
      </p>
      <div class="legend">
        <ul>
          <li>
            <span class="key malicious" aria-hidden="true" />
            Bar to the right, or above a character: speaks for malicious
          </li>
          <li>
            <span class="key benign" aria-hidden="true" />
            Bar to the left, or below a character: speaks for benign
          </li>
          <li>
            <s>é</s> Not read: characters outside of ASCII, and all before the last 75
          </li>
        </ul>
        <details>
          <summary>What a part adds</summary>
          <p>
            The model says how likely “malicious” is by a logit, the logarithm of the odds: above 0 it says malicious,
            and 0.7 more doubles the odds. The bars begin at the logit of the empty URL. Each part then adds its
            contribution, and the sum is the logit of the URL. A contribution is the part’s exact Shapley value: the
            parts are put together in every order, and the contribution is how much the logit changes on average when
            the part comes in.
          </p>
        </details>
        <details>
          <summary>What a character weighs</summary>
          <p>
            A character’s weight is how much surer of “malicious” the model is with the character than without it: how
            much the logit falls when padding replaces it. The longest bar is the heaviest character of this URL for
            this model. Weights do not add up to the verdict, which may depend on what no single character shows, such
            as the number of dots.
          </p>
        </details>
      </div>
    </>
  );
}
