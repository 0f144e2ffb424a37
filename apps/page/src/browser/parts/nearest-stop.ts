/** The stop that is nearest to a value by ratio; of 0 only 0 is near. */
export const nearestStop = (stops: readonly number[], value: number): number => {
  const far = (stop: number): number => Math.abs(Math.log(stop || 1e-9) - Math.log(value || 1e-9));
  return stops.reduce((nearest, stop) => (far(stop) < far(nearest) ? stop : nearest));
};
