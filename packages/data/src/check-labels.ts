import { Problem } from '@reprise/base';

/**
 * Checks that every label is valid and every class occurs: no model can learn a class without rows, or be judged on it.
 * @param labels row by row
 * @param classes the names of the labels 0, 1, 2…
 * @param where names the labels in an error
 * @param todo what to do about it, for the error
 * @throws Problem that names the row of an invalid label, or a class without rows
 */
export function checkLabels(labels: Uint8Array, classes: readonly string[], where: string, todo: string): void {
  const counts = new Uint32Array(256);
  for (const label of labels) counts[label]++;
  const wrong = labels.findIndex((label) => label >= classes.length);
  if (wrong >= 0) {
    const expected = `labels from 0 to ${classes.length - 1}`;
    throw new Problem({ where: `${where}, row ${wrong}`, expected, found: `${labels[wrong]}`, todo });
  }
  const empty = classes.findIndex((_, label) => counts[label] === 0);
  if (empty >= 0) {
    const expected = `rows of every class, including ${empty} (${classes[empty]})`;
    throw new Problem({ where, expected, found: `none among ${labels.length}`, todo });
  }
}
