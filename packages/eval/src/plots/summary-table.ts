import type { LayerRow } from '@reprise/records';

const WIDTH = 65;
/** Ends of the three columns: Keras takes .45, .85 and 1 of the width. */
const ENDS = [29, 55, 65];

/** Python's way to write a tuple: `(None, 28, 28, 1)`, and `(None,)` of one. */
export const shapeText = (shape: readonly (number | null)[]): string =>
  `(${shape.map((size) => size ?? 'None').join(', ')}${shape.length === 1 ? ',' : ''})`;

/** One line; a field that is too long is cut, and its last character gives way to a space. */
function line(fields: readonly string[]): string {
  let text = '';
  fields.forEach((field, i) => {
    if (i > 0) text = text.slice(0, -1) + ' ';
    text = (text + field).slice(0, ENDS[i]).padEnd(ENDS[i]);
  });
  return text;
}

/**
 * What Keras 2's `model.summary()` prints (keras/utils/layer_utils.py, `print_summary`), of a record's layers.
 *
 * @example
 * summaryTable(run.layers).split('\n')[0] // '_________________…' (65 of them)
 */
export function summaryTable(
  layers: readonly LayerRow[],
  { total, trainable, frozen }: { total: number; trainable: number; frozen: number },
): string {
  const rows = layers.map(({ name, class_name, output_shape, parameters }) =>
    line([`${name} (${class_name})`, shapeText(output_shape), String(parameters)]),
  );
  const count = (n: number): string => n.toLocaleString('en-US');
  return [
    '_'.repeat(WIDTH),
    line(['Layer (type)', 'Output Shape', 'Param #']),
    '='.repeat(WIDTH),
    ...rows.flatMap((row, i) => [row, (i === rows.length - 1 ? '=' : '_').repeat(WIDTH)]),
    `Total params: ${count(total)}`,
    `Trainable params: ${count(trainable)}`,
    `Non-trainable params: ${count(frozen)}`,
    '_'.repeat(WIDTH),
  ].join('\n');
}
