import type { JSX } from 'preact';
import { fixed } from './format';

/** A number as text, with its unrounded value. Four digits by default. */
export const Num = ({ value, text = fixed(value) }: { value: number; text?: string }): JSX.Element => (
  <data value={value}>{text}</data>
);
