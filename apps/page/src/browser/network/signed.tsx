import type { JSX } from 'preact';
import { signed } from '../parts/format';
import { Num } from '../parts/number';

/** A number with its sign; zeros, which are many, without. */
export const Signed = ({ value }: { value: number }): JSX.Element => (
  <Num value={value} text={value === 0 ? '0' : signed(value)} />
);

/** {@link Signed} numbers as the cells of a row. */
export const SignedCells = ({ values }: { values: readonly number[] }): JSX.Element => (
  <>
    {values.map((value, i) => (
      <td key={i}>
        <Signed value={value} />
      </td>
    ))}
  </>
);
