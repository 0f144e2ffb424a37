import { COLOURS } from './style';

/** What each of {@link COLOURS} becomes where the reader's theme is dark; of Okabe and Ito's the lighter two. */
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
 * A drawing that follows its reader's theme: a style sheet inside of it gives its colours others where the theme is dark.
 * A heatmap keeps its cells, and so the colours of the text on them. Browsers apply it to an SVG that an `<img>` shows as
 * well. On paper the drawing stays light.
 *
 * @param svg drawn in {@link COLOURS}
 */
export const withDarkTheme = (svg: string): string => svg.replace(/<svg[^>]*>/, (tag) => `${tag}${STYLE}`);
