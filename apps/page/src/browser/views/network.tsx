import type { JSX } from 'preact';
import type { ModelEntry, PageData } from '../../page-data';
import { models, useModel } from '../models/models';
import { Layers } from '../network/layers';
import { unit } from '../parts/image-answers';
import { ModelCard } from '../parts/model-card';
import type { Picture } from '../parts/picture';
import { Draw, Gallery } from '../parts/picture-input';
import { useAnswer } from '../parts/use-answer';
import { usePicture } from '../parts/use-picture';
import { useParam } from '../route';

interface NetworkCardProps {
  model: ModelEntry;
  data: PageData;
  picture: Picture | undefined;
}

function NetworkCard({ model, data: { classes, command }, picture }: NetworkCardProps): JSX.Element {
  const loaded = useModel(model);
  const { value, busy, why } = useAnswer(
    loaded.state === 'ready' && picture ? () => models().layers(model.name, unit(picture)) : undefined,
    [loaded.state, picture],
  );
  return (
    <ModelCard model={model} command={command} state={why ? { state: 'failed', why } : loaded} busy={busy}>
      {value && <Layers seen={value} classes={classes} />}
    </ModelCard>
  );
}

/** Shows what each layer of an image model makes of a picture, and the products of each number. */
export default function NetworkView({ data }: { data: PageData }): JSX.Element {
  const picture = usePicture(data);
  const [wanted, choose] = useParam('model', 'lenet');
  const shown = data.models.filter(({ name }) => name === 'lenet' || name === 'autoencoder');
  const model = shown.find(({ name }) => name === wanted) ?? shown[0];
  return (
    <>
      <Gallery {...picture} />
      <details>
        <summary>Draw a picture</summary>
        <Draw {...picture} />
      </details>
      <fieldset class="choice">
        <legend class="unseen">Model</legend>
        {shown.map(({ name, title }) => (
          <label key={name}>
            <input type="radio" name="network-model" checked={name === model.name} onChange={() => choose(name)} />{' '}
            {title}
          </label>
        ))}
      </fieldset>
      <NetworkCard key={model.name} model={model} data={data} picture={picture.shown?.picture} />
    </>
  );
}
