import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ModelEntry, PageData } from '../../page-data';
import { models, useModel } from '../models/models';
import { reconstructionLoss } from '../models/reconstruction-loss';
import { announce } from '../parts/announce';
import { fixed } from '../parts/format';
import { ModelCard } from '../parts/model-card';
import { Num } from '../parts/number';
import { PictureCanvas } from '../parts/picture-canvas';
import { Draw, Gallery } from '../parts/picture-input';
import { properties } from '../parts/style-properties';
import { useAnswer } from '../parts/use-answer';
import { type Shown, usePicture } from '../parts/use-picture';

/** An image model's output for a picture. */
interface Output {
  shown: Shown;
  /** A probability per class, or 784 pixels from 0 to 1. */
  output: Float32Array;
}

const unit = (picture: Uint8Array): Float32Array => Float32Array.from(picture, (value) => value / 255);
const best = (probabilities: Float32Array): number => probabilities.indexOf(Math.max(...probabilities));

/** The LeNet's classes of a picture. */
function Classes({ shown: { label }, output, classes }: Output & { classes: readonly string[] }): JSX.Element {
  const top = best(output);
  return (
    <>
      <p class="answer">{classes[top]}</p>
      <p class="truth">
        {label === undefined
          ? 'Your own picture'
          : `Labelled ${classes[label]}: ${label === top ? 'correct' : 'wrong'}`}
      </p>
      <ol class="classes" aria-label="Probability of each class">
        {classes.map((name, i) => (
          <li key={name} class={i === top ? 'top' : undefined}>
            <span>{name}</span>
            <span class="bar" aria-hidden="true" ref={properties({ '--part': output[i] })} />
            <Num value={output[i]} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The autoencoder's reconstruction of a picture. */
const Reconstruction = ({ shown: { picture }, output }: Output): JSX.Element => (
  <>
    <div class="pair">
      <figure>
        <PictureCanvas pixels={picture} label="The picture" />
        <figcaption>Input: 784 pixels</figcaption>
      </figure>
      <figure>
        <PictureCanvas pixels={output} white={1} label="The picture, reconstructed from 128 numbers" />
        <figcaption>Output, from 128 numbers</figcaption>
      </figure>
    </div>
    <p class="loss">
      Loss <Num value={reconstructionLoss(unit(picture), output)} /> (mean binary cross-entropy)
    </p>
  </>
);

interface PictureCardProps {
  model: ModelEntry;
  data: PageData;
  shown: Shown | undefined;
  onAnswer: (sentence: string) => void;
}

function PictureCard({ model, data: { classes, command }, shown, onAnswer }: PictureCardProps): JSX.Element {
  const loaded = useModel(model);
  const { value, busy, why } = useAnswer<Output>(
    loaded.state === 'ready' && shown
      ? async () => ({ shown, output: await models().output(model.name, unit(shown.picture)) })
      : undefined,
    [loaded.state, shown],
  );
  useEffect(() => {
    if (value === undefined || busy) return;
    const top = best(value.output);
    const loss = (): number => reconstructionLoss(unit(value.shown.picture), value.output);
    const told =
      model.name === 'lenet' ? `${classes[top]}, probability ${fixed(value.output[top])}` : `loss ${fixed(loss())}`;
    onAnswer(`${model.title}: ${told}.`);
  }, [value, busy]);
  return (
    <ModelCard model={model} command={command} state={why ? { state: 'failed', why } : loaded} busy={busy}>
      {value && (model.name === 'lenet' ? <Classes {...value} classes={classes} /> : <Reconstruction {...value} />)}
    </ModelCard>
  );
}

/** Classifies and reconstructs a picture. */
export default function PictureView({ data }: { data: PageData }): JSX.Element {
  const picture = usePicture(data);
  const shown = data.models.filter(({ name }) => name === 'lenet' || name === 'autoencoder');
  const waiting = shown.filter(({ state }) => state === 'ready').length;
  /** Sentences to announce once all models have answered about a picture. */
  const sentences = useRef(new Map<string, string>());
  const answered = (name: string, sentence: string): void => {
    sentences.current.set(name, sentence);
    if (sentences.current.size < waiting) return;
    announce([...sentences.current.values()].join(' '));
    sentences.current.clear();
  };
  return (
    <>
      <Gallery {...picture} />
      <div class="picture-columns">
        <Draw {...picture} />
        <div class="cards picture-cards">
          {shown.map((model) => (
            <PictureCard
              key={model.name}
              model={model}
              data={data}
              shown={picture.shown}
              onAnswer={(sentence) => answered(model.name, sentence)}
            />
          ))}
        </div>
      </div>
    </>
  );
}
