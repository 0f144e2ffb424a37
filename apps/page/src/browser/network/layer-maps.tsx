import type { JSX } from 'preact';
import type { SeenLayer } from '../models/see-layers';
import { MapPicture } from './map-picture';

/** A layer's activations as small pictures to choose from. @param chosen a map; undefined when the choice is in another layer */
export function LayerMaps(props: { layer: SeenLayer; chosen?: number; choose: (map: number) => void }): JSX.Element {
  const { layer, chosen, choose } = props;
  const { name, kind, shape, vector, values } = layer;
  const [rows, columns, maps] = shape;
  return (
    <fieldset class="maps" data-layer={name}>
      <legend>
        <strong>{name}</strong> {kind}, {vector ? `${values.length} numbers` : `${maps} × ${rows} × ${columns}`}
      </legend>
      <div>
        {Array.from({ length: maps }, (_, map) => (
          <label key={map}>
            <input
              type="radio"
              name={name}
              aria-label={`Map ${map + 1} of ${name}`}
              checked={map === chosen}
              onChange={() => choose(map)}
            />
            <MapPicture layer={layer} map={map} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
