import type { JSX } from 'preact';
import type { ModelEntry, PageData } from '../../page-data';
import { models, useModel } from '../models/models';
import type { SeenLayer } from '../models/see-layers';
import { LayerMaps } from '../network/layer-maps';
import { MapBoard } from '../network/map-board';
import { nameOf } from '../network/origin';
import { OriginView } from '../network/origin-view';
import { ModelCard } from '../parts/model-card';
import { Num } from '../parts/number';
import type { Picture } from '../parts/picture';
import { Draw, Gallery } from '../parts/picture-input';
import { useAnswer } from '../parts/use-answer';
import { useLateParam } from '../parts/use-late-param';
import { usePicture } from '../parts/use-picture';
import { useParam } from '../route';

/** The index in a layer of an address's pixel, `row.column` counted from 1; by default the map's greatest number. */
function indexOf({ shape: [rows, columns, maps], values }: SeenLayer, map: number, pixel: string): number {
  const [row, column] = pixel.split('.').map((text) => Number(text) - 1);
  if (row >= 0 && row < rows && column >= 0 && column < columns && Number.isInteger(row) && Number.isInteger(column))
    return (row * columns + column) * maps + map;
  let best = map;
  for (let at = map; at < values.length; at += maps) if (values[at] > values[best]) best = at;
  return best;
}

/** The layers of a model, and how the chosen number was made. */
function Layers({ seen, classes }: { seen: readonly SeenLayer[]; classes: readonly string[] }): JSX.Element {
  const [layerName, setLayer] = useParam('layer', seen[1].name);
  const [mapText, setMap] = useParam('map', '1');
  const [pixel, setPixel] = useLateParam('pixel', '');
  const place = Math.max(
    1,
    seen.findIndex(({ name }) => name === layerName),
  );
  const [before, layer] = [seen[place - 1], seen[place]];
  const map = Number(mapText) >= 1 && Number(mapText) <= layer.shape[2] ? Math.floor(Number(mapText)) - 1 : 0;
  const at = indexOf(layer, map, pixel);
  const name = layer.vector ? layer.name : `Map ${map + 1} of ${layer.name}`;
  return (
    <div class="network-columns">
      <div class="network-layers">
        {seen.slice(1).map((some, i) => (
          <LayerMaps
            key={some.name}
            layer={some}
            chosen={i + 1 === place ? map : undefined}
            choose={(next) => {
              setPixel('');
              setMap(String(next + 1));
              setLayer(some.name);
            }}
          />
        ))}
      </div>
      <div class="network-number">
        <h3>{name}</h3>
        <MapBoard
          layer={layer}
          at={at}
          label={`${name}: choose a number`}
          choose={(row, column) => setPixel(`${row + 1}.${column + 1}`)}
        />
        <p id="map-keys" class="hint">
          Click a pixel, or move with the arrow keys. Black is the least number of the layer, white the greatest.
        </p>
        <p id="shown-number" aria-live="polite">
          {nameOf(layer, at, classes)}: <Num value={layer.values[at]} />
        </p>
        <OriginView layer={layer} before={before} at={at} classes={classes} />
      </div>
    </div>
  );
}

interface NetworkCardProps {
  model: ModelEntry;
  data: PageData;
  picture: Picture | undefined;
}

function NetworkCard({ model, data: { classes, command }, picture }: NetworkCardProps): JSX.Element {
  const loaded = useModel(model);
  const { value, busy, why } = useAnswer(
    loaded.state === 'ready' && picture
      ? () =>
          models().layers(
            model.name,
            Float32Array.from(picture, (grey) => grey / 255),
          )
      : undefined,
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
