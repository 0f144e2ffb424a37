import { closest, distance } from 'fastest-levenshtein';

/**
 * What is wrong with a name that nobody knows, and which one was meant, where one is near: within two fifths of its letters.
 * @param kind of name, such as `model`
 * @example
 * suggest('model', 'lent', ['lenet', 'birnn']) // "unknown model 'lent'. Did you mean lenet? Models: lenet, birnn"
 */
export function suggest(kind: string, name: string, known: readonly string[]): string {
  const nearest = closest(name.toLowerCase(), known);
  const near = distance(name.toLowerCase(), nearest) <= Math.max(1, 0.4 * nearest.length);
  const list = `${kind[0].toUpperCase()}${kind.slice(1)}s: ${known.join(', ')}`;
  return `unknown ${kind} '${name}'. ${near ? `Did you mean ${nearest}? ` : ''}${list}`;
}
