import type { JSX } from 'preact';
import { Num } from './number';

interface StopsSliderProps {
  id: string;
  label: string;
  /** The values that can be chosen, in order. */
  stops: readonly number[];
  value: number;
  onChange: (value: number) => void;
  /** The value of the run, which is named. */
  usual: number;
}

/** A slider over listed values, such as powers of ten. */
export function StopsSlider({ id, label, stops, value, onChange, usual }: StopsSliderProps): JSX.Element {
  return (
    <div class="stops-slider">
      <label for={id}>
        {label} <Num value={value} text={String(value)} />
        <small>{value === usual ? ', as in the run' : `, ${usual} in the run`}</small>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={stops.indexOf(value)}
        aria-valuetext={String(value)}
        onInput={({ currentTarget }) => onChange(stops[Number(currentTarget.value)])}
      />
    </div>
  );
}
