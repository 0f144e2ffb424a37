/** The number of elements of an array of this shape; 1 for the scalar shape []. */
export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);
