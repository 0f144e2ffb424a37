import type { LayerRow } from '@reprise/records';
import { instance } from '@viz-js/viz';
import { pictureFrame } from './picture-frame';
import { COLOURS, FONT } from './style';
import { shapeText } from './summary-table';

/** Graphviz knows Helvetica's widths and not Inter's, which is a little wider: the margin makes up for it. */
const METRICS_FONT = 'Helvetica';

/** Text inside a record label: `{ } | < >` and space have a meaning there, and the label is a quoted string. */
const label = (text: string): string => text.replace(/\\/g, '\\\\').replace(/["{}|<> ]/g, '\\$&');

/**
 * Graphviz source of a chain of layers, as Keras 2's `plot_model(show_shapes=True)` writes it: name and class beside the
 * shapes that go in and come out. Layers whose weights are frozen are grey.
 */
export function layerDot(layers: readonly LayerRow[]): string {
  const nodes = layers.map((layer, i) => {
    const output = shapeText(layer.output_shape);
    const given = layer.config['batch_input_shape'];
    let input = i > 0 ? shapeText(layers[i - 1].output_shape) : undefined;
    if (i === 0 && layer.class_name === 'InputLayer') input = output;
    if (i === 0 && Array.isArray(given)) input = shapeText(given);
    const frozen = layer.parameters > 0 && !layer.trainable;
    const title = label(`${layer.name}: ${layer.class_name}${frozen ? ' (frozen)' : ''}`);
    const fill = frozen ? ` style=filled fillcolor="${COLOURS.frozen}"` : '';
    // A sequential model's first layer whose record says no input shape is drawn without one.
    const shapes =
      input === undefined ? `{output:}|{${label(output)}}` : `{input:|output:}|{{${label(input)}}|{${label(output)}}}`;
    return `  ${i} [label="${title}|${shapes}"${fill}];`;
  });
  const edges = layers.slice(1).map((_, i) => `  ${i} -> ${i + 1};`);
  return [
    'digraph {',
    '  graph [rankdir=TB ranksep=0.28 nodesep=0.2 margin=0 bgcolor=transparent];',
    `  node [shape=record fontname="${METRICS_FONT}" fontsize=12 fontcolor="${COLOURS.ink}" color="${COLOURS.quiet}" margin="0.18,0.04"];`,
    `  edge [color="${COLOURS.quiet}" arrowsize=0.7];`,
    ...nodes,
    ...edges,
    '}',
  ].join('\n');
}

/**
 * The diagram of a model's layers as SVG. @throws Error when Graphviz cannot read its source
 */
export async function layerDiagram(title: string, layers: readonly LayerRow[], slice: boolean): Promise<string> {
  const drawn = (await instance()).renderString(layerDot(layers), { format: 'svg' });
  const [, width, height] = /<svg width="(\d+)pt" height="(\d+)pt"/.exec(drawn) ?? [];
  if (width === undefined) throw new Error('Graphviz gave no size');
  const from = drawn.indexOf('<svg');
  const body = drawn
    .slice(from)
    .trimEnd()
    // Points become the frame's units, and names that only a graph editor would want go.
    .replace(/<svg width="(\d+)pt" height="(\d+)pt"/, '<svg width="$1" height="$2"')
    .replace(/<title>[^<]*<\/title>\n?|<!--[^]*?-->\n?/g, '')
    .replace(/ id="[^"]*"/g, '')
    .replaceAll(`font-family="${METRICS_FONT},sans-Serif"`, `font-family="${FONT}"`);
  return pictureFrame({ title, slice, width: Number(width), height: Number(height), body });
}
