/** A figure with five digits, as the notebook's "%0.05f"; a dash where there is none. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(5);

/** A difference with its sign. @example signed(0.00123) // "+0.00123" */
export const signed = (value: number | null | undefined): string =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : `${value < 0 ? '' : '+'}${value.toFixed(5)}`;

/** A whole number with thousands apart. @example count(16299850) // "16,299,850" */
export const count = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toLocaleString('en-US');

/** A time for people. @example duration(75) // "1 min 15 s" */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
