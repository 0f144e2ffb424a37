import type { SeenLayer } from '../models/see-layers';

/** A number of the layer before, and its weight. */
export interface Term {
  /** Its index in the layer before; undefined in the padding around it, where the value is 0. */
  at: number | undefined;
  value: number;
  /** 1 where a layer has no weights. */
  weight: number;
}

/** How a number of a layer was made. */
export interface Origin {
  /** Convolution: map by map of the layer before, each row by row. */
  terms: Term[];
  bias: number;
  /** The terms' products and the bias, added up: what the activation function gets. */
  sum: number;
  value: number;
}

export const product = ({ value, weight }: Term): number => value * weight;
export const total = (terms: readonly Term[]): number => terms.reduce((sum, term) => sum + product(term), 0);
/** Those with the greatest weights first, whatever their sign. */
export const strongest = <T>(items: readonly T[], weight: (item: T) => number): T[] =>
  [...items].sort((a, b) => Math.abs(weight(b)) - Math.abs(weight(a)));

const ACTIVATIONS: Record<string, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

/** Row, column and map of an index. */
export function placeOf(
  { shape: [, columns, maps] }: SeenLayer,
  at: number,
): [row: number, column: number, map: number] {
  const cell = Math.floor(at / maps);
  return [Math.floor(cell / columns), cell % columns, at % maps];
}

/** Names a number of a layer. @param classes names of ten numbers @example nameOf(conv, 0, []) // 'row 1, column 1' */
export function nameOf(layer: SeenLayer, at: number, classes: readonly string[]): string {
  const [row, column] = placeOf(layer, at);
  if (!layer.vector) return `row ${row + 1}, column ${column + 1}`;
  return layer.values.length === classes.length ? classes[at] : `number ${at + 1}`;
}

/** The products of a layer's number at an index, computed again from the layer before. */
export function originOf(layer: SeenLayer, before: SeenLayer, at: number): Origin {
  const { made } = layer;
  const [row, column, map] = placeOf(layer, at);
  const [rows, columns, maps] = before.shape;
  const term = (index: number | undefined, weight = 1): Term => ({
    ...{ at: index, weight },
    value: index === undefined ? 0 : before.values[index],
  });
  const cell = (r: number, c: number, m: number): number | undefined =>
    r < 0 || r >= rows || c < 0 || c >= columns ? undefined : (r * columns + c) * maps + m;
  /** The cells of a square whose first is at row r and column c. */
  const square = (side: number, r: number, c: number, m: number): (number | undefined)[] =>
    Array.from({ length: side * side }, (_, i) => cell(r + Math.floor(i / side), c + (i % side), m));
  const every = (): Term[] => Array.from(before.values, (_, i) => term(i));
  const weighted = (terms: Term[], bias: number, activation: string): Origin => {
    const sum = total(terms) + bias;
    return { terms, bias, sum, value: ACTIVATIONS[activation](sum) };
  };
  const unweighted = (terms: Term[], value: number): Origin => ({ terms, bias: 0, sum: value, value });

  switch (made.by) {
    case 'convolution': {
      const { side, padding, kernel, bias, activation } = made;
      const terms = Array.from({ length: maps }, (_, m) =>
        square(side, row - padding, column - padding, m).map((index, i) =>
          term(index, kernel[(i * maps + m) * layer.shape[2] + map]),
        ),
      );
      return weighted(terms.flat(), bias[map], activation);
    }
    case 'dense':
      return weighted(
        every().map(({ at: index }) => term(index, made.kernel[index! * layer.values.length + at])),
        made.bias[at],
        made.activation,
      );
    case 'maximum': {
      // A square at the edge may reach over it; what lies outside does not count.
      const inside = square(made.side, row * made.side, column * made.side, map).filter((index) => index !== undefined);
      const terms = inside.map((index) => term(index));
      return unweighted(terms, Math.max(...terms.map(({ value }) => value)));
    }
    case 'repeat': {
      const source = term(cell(Math.floor(row / made.side), Math.floor(column / made.side), map));
      return unweighted([source], source.value);
    }
    case 'softmax': {
      const most = Math.max(...before.values);
      const powers = Array.from(before.values, (value) => Math.exp(value - most));
      return unweighted(every(), powers[at] / powers.reduce((all, power) => all + power));
    }
    default: // a copy
      return unweighted([term(at)], before.values[at]);
  }
}
