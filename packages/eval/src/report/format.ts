/** A number with five decimals, as the notebook's "%0.05f"; a dash for none. */
export const fixed = (value: number | null | undefined): string =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(5);

/** A difference with its sign. @example signed(0.00123) // "+0.00123" */
export const signed = (value: number | null | undefined): string =>
  `${value !== null && value !== undefined && value >= 0 ? '+' : ''}${fixed(value)}`;

/** A whole number with thousands separators. @example count(16299850) // "16,299,850" */
export const count = (value: number | null | undefined): string => value?.toLocaleString('en-US') ?? '–';

/** A duration; a dash for none. @example duration(75) // "1 min 15 s" */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
