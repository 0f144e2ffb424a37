import { mt19937 } from '@reprise/data';
import { median } from '../../metrics';
import { testShift } from './order';

const DRAWS = 1000;
const LEVEL = 0.05;

/**
 * The chance that the exact Mann–Whitney test of 5 % finds a shift: draws of both groups from those found, each around its
 * median, the first shifted.
 *
 * @param effect the shift, in the unit of the values
 */
export function shiftPower(a: readonly number[], b: readonly number[], effect: number): number {
  const centred = (values: readonly number[]): number[] => {
    const centre = median(values);
    return values.map((value) => value - centre);
  };
  const [first, second] = [centred(a).map((value) => value + effect), centred(b)];
  const next = mt19937(1);
  const draw = (values: readonly number[]): number[] =>
    values.map(() => values[Math.floor((next() / 2 ** 32) * values.length)]);
  let found = 0;
  for (let i = 0; i < DRAWS; i++) if (10 ** testShift(draw(first), draw(second)).log10P <= LEVEL) found++;
  return found / DRAWS;
}
