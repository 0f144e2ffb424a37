import { createColors } from 'picocolors';

const { NO_COLOR, TERM } = process.env;

/** Colours for standard output: in a terminal alone, and not where NO_COLOR is set (no-color.org). */
export const colors = createColors(process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb');
