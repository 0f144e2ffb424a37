import { tokenize } from '@reprise/data/tokenize';
import type { Verdict } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { weigh } from '../models/weigh';
import { CharacterStrip, WeightsList } from '../parts/character-weights';
import { urlCharacters } from '../parts/characters';
import { useAnswer } from '../parts/use-answer';

interface ByCharacterProps {
  url: string;
  ours: Verdict['verdict'];
  /** The model's, of the URL. */
  logit: number;
  /** The model's logits of rows of tokens. */
  ask: (rows: Int32Array) => Promise<Float32Array>;
}

/** What each character alone weighs, computed when the visitor opens it. */
export function ByCharacter({ url, ours, logit, ask }: ByCharacterProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const { value, busy, why } = useAnswer<{ url: string; weights: Float64Array }>(
    open ? async (signal) => ({ url, weights: await weigh(ask, tokenize(url), logit, signal) }) : undefined,
    [open, url],
  );
  const characters = urlCharacters(url);
  const weights = value?.url === url ? value.weights : undefined;
  return (
    <details class="by-character" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Character by character</summary>
      <div aria-busy={busy}>
        <CharacterStrip characters={characters} weights={weights} />
        <div class="weights">
          {weights ? (
            <WeightsList characters={characters} ours={ours} weights={weights} />
          ) : (
            <h4>{why ?? 'Weighing the characters…'}</h4>
          )}
        </div>
      </div>
    </details>
  );
}
