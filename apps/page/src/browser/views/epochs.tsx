import { tokenize } from '@reprise/data/tokenize';
import { verdict } from '@reprise/text/verdict';
import { type Remote, wrap } from 'comlink';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EpochsEntry, ModelEntry, PageData } from '../../page-data';
import type { Filters } from '../epochs/epoch-models';
import type { EpochCalls } from '../epochs/worker';
import { heaviest } from '../models/heaviest';
import { weigh } from '../models/weigh';
import { megabytes } from '../parts/bytes';
import { Heaviest, LISTED } from '../parts/character-weights';
import { refusal, urlCharacters } from '../parts/characters';
import { FilterPictures } from '../parts/filter-pictures';
import { Classes, type Output, Reconstruction, unit } from '../parts/image-answers';
import { Num } from '../parts/number';
import { Draw, Gallery } from '../parts/picture-input';
import { useAnswer } from '../parts/use-answer';
import { type Shown, usePicture } from '../parts/use-picture';
import { useParam } from '../route';

/** The notebook's URL that is malicious. */
const URL = '.btscene2.com';

type Kept = ModelEntry & { state: 'ready'; epochs: EpochsEntry };
const isKept = (model: ModelEntry): model is Kept => model.state === 'ready' && model.epochs !== undefined;
const isOfUrls = ({ name }: ModelEntry): boolean => name === 'birnn' || name === 'cnn-lstm';

let started: Remote<EpochCalls> | undefined;
const calls = (): Remote<EpochCalls> => (started ??= wrap<EpochCalls>(new Worker('epochs.js', { type: 'module' })));

interface EpochCardProps {
  model: Kept;
  /** The epoch that is shown: the run's last one if the scrubber is past it. */
  epoch: number;
  busy: boolean;
  why?: string;
  children: ComponentChildren;
}

/** A model's place in the view. */
const EpochCard = ({ model, epoch, busy, why, children }: EpochCardProps): JSX.Element => (
  <article
    class="card"
    aria-labelledby={`epoch-${model.name}`}
    aria-busy={busy}
    data-model={model.name}
    data-epoch={epoch}
  >
    <h3 id={`epoch-${model.name}`}>{model.title}</h3>
    <p class="truth">
      {epoch === 0 ? 'Before training' : `After epoch ${epoch} of ${model.epochs.count}`}
      {epoch === model.epochs.count && ', the run’s last'}
    </p>
    {why ? (
      <p class="problem" role="alert">
        {why}
      </p>
    ) : (
      children
    )}
  </article>
);

/** An image model's filters and its answer about the picture, after an epoch. */
function PictureAt({
  model,
  at,
  shown,
  data,
}: {
  model: Kept;
  at: number;
  shown?: Shown;
  data: PageData;
}): JSX.Element {
  const epoch = Math.min(at, model.epochs.count);
  const { value, busy, why } = useAnswer<Filters & Output>(
    shown &&
      (async () => ({
        shown,
        ...(await calls().picture(model.name, epoch, unit(shown.picture))),
      })),
    [epoch, shown],
  );
  return (
    <EpochCard model={model} epoch={epoch} busy={busy} why={why}>
      {value && (
        <>
          {model.name === 'lenet' ? <Classes {...value} classes={data.classes} /> : <Reconstruction {...value} />}
          <h4>Filters of the first layer</h4>
          <FilterPictures {...value} />
        </>
      )}
    </EpochCard>
  );
}

/** A URL model's verdict after an epoch, and the characters that weigh most. */
function UrlAt({ model, at, url }: { model: Kept; at: number; url: string }): JSX.Element {
  const epoch = Math.min(at, model.epochs.count);
  const { value, busy, why } = useAnswer<{ logit: number; weights?: Float64Array }>(
    refusal(url) === undefined
      ? async (signal, show) => {
          const ask = (rows: Int32Array, length: number): Promise<Float32Array> =>
            calls().logits(model.name, epoch, rows, length);
          const tokens = tokenize(url);
          const [logit] = await ask(tokens, tokens.length);
          show({ logit });
          return { logit, weights: await weigh(ask, tokens, logit, signal) };
        }
      : undefined,
    [epoch, url],
  );
  if (value === undefined)
    return (
      <EpochCard model={model} epoch={epoch} busy={busy} why={why}>
        <p class="wait">Waiting for a URL.</p>
      </EpochCard>
    );
  const probability = 1 / (1 + Math.exp(-value.logit));
  const ours = verdict(url, probability).verdict;
  const characters = urlCharacters(url);
  const weights = characters.map(({ position }) => (position === undefined ? 0 : (value.weights?.[position] ?? 0)));
  const found = value.weights ? heaviest(weights, ours, LISTED) : [];
  return (
    <EpochCard model={model} epoch={epoch} busy={busy} why={why}>
      <p class="verdict" data-verdict={ours}>
        <span class="word">{ours}</span>
        <span class="probability">
          probability of malicious <Num value={probability} />
        </span>
      </p>
      <div class="weights">
        <h4>{value.weights ? `Speaks most for ${ours}` : 'Weighing the characters…'}</h4>
        <Heaviest characters={characters} weights={weights} places={found} />
        {value.weights && found.length === 0 && <p>No single character does.</p>}
      </div>
    </EpochCard>
  );
}

/** Loads the models and their epochs. */
function useEpochs(models: readonly Kept[]) {
  const [state, setState] = useState<'new' | 'loading' | 'ready'>('new');
  const [why, setWhy] = useState<Error>();
  if (why) throw why;
  const load = (): void => {
    setState('loading');
    Promise.all(models.map(({ name, model, epochs }) => calls().load(name, model, epochs))).then(
      () => setState('ready'),
      setWhy,
    );
  };
  return { state, load };
}

/** The models after any epoch of the run. */
export default function EpochsView({ data }: { data: PageData }): JSX.Element {
  const models = data.models.filter(isKept);
  const { state, load } = useEpochs(models);
  const [text, setAt] = useParam('at', '0');
  const [url, setUrl] = useParam('x', URL);
  const picture = usePicture(data);
  const most = Math.max(0, ...models.map(({ epochs }) => epochs.count));
  const at = Math.min(most, Math.max(0, Math.round(Number(text)) || 0));
  if (models.length === 0)
    return (
      <>
        <p>This build has no weights of earlier epochs. Train the models again, then build the page:</p>
        <pre>
          <code>{`npx nx run-many -t trainings:${data.profile}\n${data.command}`}</code>
        </pre>
      </>
    );
  if (state !== 'ready') {
    const bytes = models.reduce((sum, { epochs }) => sum + epochs.bytes, 0);
    return (
      <>
        <p>
          The run kept each model’s weights after every epoch, in half precision. Go through them: see what changes.
        </p>
        <button id="load" class="primary" type="button" disabled={state === 'loading'} onClick={load}>
          {state === 'loading' ? 'Loading…' : `Load the weights (${megabytes(bytes)})`}
        </button>
      </>
    );
  }
  return (
    <>
      <div class="scrubber">
        <label for="at">
          Epoch <output for="at">{at}</output>
        </label>
        <input
          id="at"
          type="range"
          min={0}
          max={most}
          step={1}
          value={at}
          aria-valuetext={at === 0 ? 'Before training' : `After epoch ${at}`}
          onInput={({ currentTarget }) => setAt(currentTarget.value)}
        />
        <p class="hint">Arrow keys go an epoch on or back. A model whose run was shorter stays at its last epoch.</p>
      </div>
      <div class="cards">
        {models.filter(isOfUrls).map((model) => (
          <UrlAt key={model.name} model={model} at={at} url={url} />
        ))}
      </div>
      <label class="epochs-url">
        URL{' '}
        <input
          id="url"
          type="text"
          inputMode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
      </label>
      <div class="cards">
        {models
          .filter((model) => !isOfUrls(model))
          .map((model) => (
            <PictureAt key={model.name} model={model} at={at} shown={picture.shown} data={data} />
          ))}
      </div>
      <Gallery {...picture} />
      <Draw {...picture} />
    </>
  );
}
