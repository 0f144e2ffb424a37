import { tokenize, URL_LENGTH } from '@reprise/data/tokenize';
import { explain, type Explanation } from '@reprise/text/explain';
import type { LikeRows } from '@reprise/text/likeness';
import { dotsRemark, likenessRemark } from '@reprise/text/remarks';
import { verdict } from '@reprise/text/verdict';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ModelEntry } from '../../page-data';
import { inBatches } from '../models/in-batches';
import { models, useModel } from '../models/models';
import { refusal } from '../parts/characters';
import { fixed } from '../parts/format';
import { ModelCard } from '../parts/model-card';
import { Num } from '../parts/number';
import { properties } from '../parts/style-properties';
import { useAnswer } from '../parts/use-answer';
import { ByCharacter } from './by-character';
import { PartsTable } from './parts-table';

/** A model's verdict on a URL, as a sentence. */
export interface Answered {
  url: string;
  sentence: string;
}

interface UrlCardProps {
  model: ModelEntry;
  /** The command that builds the page. */
  command: string;
  url: string;
  /** How often the model is wrong about kinds of test rows; undefined until it is loaded. */
  likeness: LikeRows[] | undefined;
  onAnswer: (answer: Answered) => void;
}

/** A model's verdict on a URL, and why. */
export function UrlCard({ model, command, url, likeness, onAnswer }: UrlCardProps): JSX.Element {
  const loaded = useModel(model);
  const refused = refusal(url) !== undefined;
  const ask = (rows: Int32Array): Promise<Float32Array> => models().logits(model.name, rows, URL_LENGTH);
  const { value, busy, why } = useAnswer<{ url: string; logit: number; explanation?: Explanation }>(
    loaded.state !== 'ready' || refused
      ? undefined
      : async (signal, show) => {
          const [logit] = await ask(tokenize(url));
          show({ url, logit });
          return { url, logit, explanation: await explain(url, inBatches(ask, URL_LENGTH, signal)) };
        },
    [loaded.state, url],
  );
  const ours = value && verdict(value.url, 1 / (1 + Math.exp(-value.logit)));
  useEffect(() => {
    if (ours === undefined || value?.explanation === undefined || busy) return;
    const sentence = `${model.title}: ${ours.verdict}, probability of malicious ${fixed(ours.probability)}.`;
    onAnswer({ url: ours.url, sentence });
  }, [value, busy]);
  return (
    <ModelCard model={model} command={command} state={why ? { state: 'failed', why } : loaded} busy={busy}>
      {value === undefined || ours === undefined || refused ? (
        <p class="wait">Waiting for a URL.</p>
      ) : (
        <>
          <p class="verdict" data-verdict={ours.verdict}>
            <span class="word">{ours.verdict}</span>
            <span class="probability">
              probability of malicious <Num value={ours.probability} />
            </span>
          </p>
          <div class="scale" aria-hidden="true">
            <span ref={properties({ '--at': ours.probability })} />
          </div>
          {value.explanation ? <PartsTable explanation={value.explanation} /> : <p class="wait">Weighing the parts…</p>}
          {likeness && (
            <ul class="remarks">
              <li>{dotsRemark(likeness, ours)}</li>
              <li>{likenessRemark(likeness, ours.url)}</li>
            </ul>
          )}
          <ByCharacter url={ours.url} ours={ours.verdict} logit={value.logit} ask={ask} />
        </>
      )}
    </ModelCard>
  );
}
