import { Fragment, type JSX } from 'preact';
import type { SeenLayer } from '../models/see-layers';
import { Num } from '../parts/number';
import { useLateParam } from '../parts/use-late-param';
import { useParam } from '../route';
import { LayerMaps } from './layer-maps';
import { MapBoard } from './map-board';
import { nameOf } from './origin';
import { OriginView } from './origin-view';

/** The index in a layer of an address's pixel, `row.column` counted from 1; by default the map's greatest number. */
function indexOf({ shape: [rows, columns, maps], values }: SeenLayer, map: number, pixel: string): number {
  const [row, column] = pixel.split('.').map((text) => Number(text) - 1);
  if (Number.isInteger(row) && row >= 0 && row < rows && Number.isInteger(column) && column >= 0 && column < columns)
    return (row * columns + column) * maps + map;
  let best = map;
  for (let at = map; at < values.length; at += maps) if (values[at] > values[best]) best = at;
  return best;
}

/**
 * The layers of a model, and how one number was made: that of the address's `layer`, `map` and `pixel`.
 * @param seen a picture, then the layers
 * @param classes names of ten numbers
 */
export function Layers({ seen, classes }: { seen: readonly SeenLayer[]; classes: readonly string[] }): JSX.Element {
  const [layerName, setLayer] = useParam('layer', seen[1].name);
  const [mapText, setMap] = useParam('map', '1');
  const [pixel, setPixel] = useLateParam('pixel', '');
  const found = seen.findIndex(({ name }) => name === layerName);
  const place = Math.max(1, found);
  const [before, layer] = [seen[place - 1], seen[place]];
  const map = /^\d+$/.test(mapText) ? Math.min(layer.shape[2], Math.max(1, Number(mapText))) - 1 : 0;
  const at = indexOf(layer, map, pixel);
  const name = layer.vector ? layer.name : `Map ${map + 1} of ${layer.name}`;
  const choose = (chosen: SeenLayer, next: number): void => {
    setPixel('');
    setMap(String(next + 1));
    setLayer(chosen.name);
  };
  return (
    <div class="network-layers">
      {seen.slice(1).map((some) => (
        <Fragment key={some.name}>
          <LayerMaps layer={some} chosen={some === layer ? map : undefined} choose={(next) => choose(some, next)} />
          {some === layer && (
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
          )}
        </Fragment>
      ))}
    </div>
  );
}
