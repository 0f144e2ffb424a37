import { COLOURS } from '../style';

/** The colours of a dark theme. */
const DARK: Readonly<Record<Exclude<keyof typeof COLOURS, 'onLight' | 'onDark'>, string>> = {
  ours: '#56B4E9',
  notebook: '#E69F00',
  ink: '#E6EDF3',
  quiet: '#9198A1',
  grid: '#2F353D',
  paper: '#0D1117',
  frozen: '#262C36',
  warning: '#FF9A8F',
};

const rules = (Object.keys(DARK) as (keyof typeof DARK)[])
  .flatMap((name) =>
    ['fill', 'stroke'].map((attribute) => `[${attribute}="${COLOURS[name]}" i]{${attribute}:${DARK[name]}}`),
  )
  .join('');

const STYLE = `<style>@media screen and (prefers-color-scheme:dark){${rules}}</style>`;

/**
 * An SVG that follows its reader's theme, also inside an `<img>`: a style sheet replaces {@link COLOURS} on dark screens.
 * The cells of a heatmap keep their colours, and so does the text on them. Paper stays white.
 */
export const withDarkTheme = (svg: string): string => svg.replace(/<svg[^>]*>/, (tag) => `${tag}${STYLE}`);
