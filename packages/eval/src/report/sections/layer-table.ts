import type { LayerRow } from '@reprise/records';
import { escapeMarkdown, markdownTable } from '../../markdown';
import { isFrozen, shapeText } from '../../plots';
import { count } from '../format';

function valueText(value: unknown): string {
  // Single precision makes 0.0001 of 0.00009999999747378752.
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (Array.isArray(value)) return `(${value.map(valueText).join(', ')})`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { class_name, config } = value as { class_name?: unknown; config?: unknown };
  return class_name === undefined ? `{${settingsText(value)}}` : `${String(class_name)}(${settingsText(config ?? {})})`;
}

/** A configuration as Keras's arguments. @example settingsText({ rate: 0.5 }) // 'rate=0.5' */
export const settingsText = (config: object): string =>
  Object.entries(config)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(', ');

/** A record's layers with their settings, as Markdown. */
export const layerTable = (layers: readonly LayerRow[]): string =>
  markdownTable(
    ['Layer', 'Output shape', 'Parameters', 'Settings'],
    layers.map((layer) => [
      escapeMarkdown(`${layer.name} (${layer.class_name})`),
      shapeText(layer.output_shape),
      `${count(layer.parameters)}${isFrozen(layer) ? ', frozen' : ''}`,
      escapeMarkdown(settingsText(layer.config)),
    ]),
    [2],
  );
