import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SeenLayer } from '../models/see-layers';
import { PictureCanvas } from '../parts/picture-canvas';
import { properties } from '../parts/style-properties';

/** A square of a map. */
export interface Square {
  row: number;
  column: number;
  side: number;
}

/** A map of a layer as a picture: black is the least number of the layer, white the greatest. A square can be marked. */
export function MapPicture(props: {
  layer: SeenLayer;
  map: number;
  marked?: Square;
  children?: ComponentChildren;
}): JSX.Element {
  const { layer, map, marked, children } = props;
  const [rows, columns, maps] = layer.shape;
  const pixels = useMemo(() => {
    const least = layer.values.reduce((a, b) => Math.min(a, b));
    const most = layer.values.reduce((a, b) => Math.max(a, b));
    const range = most - least || 1;
    return Float32Array.from({ length: rows * columns }, (_, i) => (layer.values[i * maps + map] - least) / range);
  }, [layer, map]);
  return (
    <span class="map" ref={properties({ '--rows': rows, '--columns': columns })}>
      <PictureCanvas pixels={pixels} white={1} width={columns} />
      {marked && (
        <span
          class="marked"
          ref={properties({ '--row': marked.row, '--column': marked.column, '--side': marked.side })}
        />
      )}
      {children}
    </span>
  );
}
