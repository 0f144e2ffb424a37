import { fixed } from '../parts/format';

/** A loss with four digits after the point; a large one with four in all. @example lossText(1234567) // '1,235,000' */
export const lossText = (loss: number): string =>
  Math.abs(loss) < 1000 ? fixed(loss) : new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(loss);
