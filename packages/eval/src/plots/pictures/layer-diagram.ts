import type { LayerRow } from '@reprise/records';
import { pixels, type Plot } from '../frame';
import { COLOURS } from '../style';
import { textWidth } from '../text-width';

const HEIGHT = 40;
const GAP = 22;

/** A shape as Python writes a tuple: `(None, 28, 28, 1)`, `(None,)`. */
export const shapeText = (shape: readonly (number | null)[]): string =>
  `(${shape.map((size) => size ?? 'None').join(', ')}${shape.length === 1 ? ',' : ''})`;

/** Layers whose weights are not trained. */
export const isFrozen = ({ parameters, trainable }: LayerRow): boolean => parameters > 0 && !trainable;

/**
 * A chain of layers with what Keras 2's `plot_model(show_shapes=True)` shows: names and classes above the shapes that go
 * in and come out. The first layer has an output alone. Frozen layers are grey.
 */
export function layerDiagram(title: string, layers: readonly LayerRow[]): Plot {
  const shapes = layers.map(({ output_shape }) => shapeText(output_shape));
  const boxes = layers.map((layer, i) => {
    const input = i > 0 ? `${shapes[i - 1]} to ` : '';
    const label = `${layer.name}: ${layer.class_name}${isFrozen(layer) ? ' (frozen)' : ''}`;
    const y = i * (HEIGHT + GAP);
    return { y, y2: y + HEIGHT, middle: y + 14, lines: [label, input + shapes[i]], frozen: isFrozen(layer) };
  });
  // Wide enough for other fonts than Inter too.
  const width = 40 + 1.15 * Math.max(0, ...boxes.flatMap(({ lines }) => lines.map((line) => textWidth(line, 12))));
  const arrows = boxes.slice(1).map(({ y }) => ({ y: y - GAP, y2: y - 4 }));
  const x = { value: width / 2 };
  return {
    title,
    titleWidth: Math.max(0.85 * width, 300),
    spec: {
      width,
      height: layers.length * (HEIGHT + GAP) - GAP,
      layer: [
        {
          data: { values: boxes },
          mark: { type: 'rect', stroke: COLOURS.quiet },
          encoding: {
            ...{ x: { value: 0 }, x2: { value: width }, y: pixels('y'), y2: { field: 'y2' } },
            fill: { condition: { test: 'datum.frozen', value: COLOURS.frozen }, value: COLOURS.paper },
          },
        },
        {
          data: { values: boxes },
          mark: { type: 'text', fontSize: 12, lineHeight: 16, color: COLOURS.ink },
          encoding: { x, y: pixels('middle'), text: { field: 'lines' } },
        },
        {
          data: { values: arrows },
          mark: { type: 'rule', color: COLOURS.quiet },
          encoding: { x, y: pixels('y'), y2: { field: 'y2' } },
        },
        {
          data: { values: arrows },
          mark: { type: 'point', shape: 'triangle-down', filled: true, size: 60, opacity: 1, color: COLOURS.quiet },
          encoding: { x, y: pixels('y2') },
        },
      ],
    },
  };
}
