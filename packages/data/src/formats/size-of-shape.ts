/** How many elements an array of this shape has; 1 for a scalar's, []. */
export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);
