import { binaryCrossentropy } from '@reprise/eval/crossentropy';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ModelEntry, PageData } from '../../page-data';
import { models, useModel } from '../models/models';
import { announce } from '../parts/announce';
import { fixed } from '../parts/format';
import { best, Classes, type Output, Reconstruction, unit } from '../parts/image-answers';
import { ModelCard } from '../parts/model-card';
import { Draw, Gallery } from '../parts/picture-input';
import { useAnswer } from '../parts/use-answer';
import { type Shown, usePicture } from '../parts/use-picture';

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
    const loss = (): number => binaryCrossentropy(unit(value.shown.picture), value.output);
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
    announce(shown.flatMap((model) => sentences.current.get(model.name) ?? []).join(' '));
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
