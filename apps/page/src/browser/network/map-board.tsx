import type { JSX } from 'preact';
import type { SeenLayer } from '../models/see-layers';
import { ARROWS } from '../parts/arrows';
import { MapPicture } from './map-picture';
import { placeOf } from './origin';

/** A map, large, to choose one of its pixels: mouse, finger or arrow keys. @param at the chosen one's index in the layer */
export function MapBoard(props: {
  layer: SeenLayer;
  at: number;
  label: string;
  choose: (row: number, column: number) => void;
}): JSX.Element {
  const { layer, at, label, choose } = props;
  const [rows, columns] = layer.shape;
  const [row, column, map] = placeOf(layer, at);
  const inside = (place: number, places: number): number => Math.min(places - 1, Math.max(0, place));
  const move = (r: number, c: number): void => choose(inside(r, rows), inside(c, columns));
  return (
    <div
      id="map-board"
      class="map-board"
      tabIndex={0}
      role="application"
      aria-roledescription="map of numbers"
      aria-label={label}
      aria-describedby="map-keys"
      onClick={({ currentTarget, clientX, clientY }) => {
        const { left, top, width, height } = currentTarget.getBoundingClientRect();
        move(Math.floor(((clientY - top) / height) * rows), Math.floor(((clientX - left) / width) * columns));
      }}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (arrow === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        move(row + arrow[1], column + arrow[0]);
      }}
    >
      <MapPicture layer={layer} map={map} marked={{ row, column, side: 1 }} />
    </div>
  );
}
