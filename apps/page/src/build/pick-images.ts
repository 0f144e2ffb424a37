/**
 * The first rows of each label, label after label.
 * @param labels 0 to `classes` - 1
 * @returns fewer of a label than `each` where there are fewer
 * @example pickImages(Uint8Array.of(1, 0, 1, 1), 2, 2) // [1, 0, 2]
 */
export const pickImages = (labels: Uint8Array, classes: number, each: number): number[] =>
  Array.from({ length: classes }, (_, label) =>
    [...labels.keys()].filter((row) => labels[row] === label).slice(0, each),
  ).flat();
