/** Okabe and Ito's colours: distinct for readers with any common kind of colour blindness, and in print. */
export const COLOURS = {
  ours: '#0072B2',
  notebook: '#D55E00',
  ink: '#1F2328',
  quiet: '#57606A',
  grid: '#E4E7EB',
  paper: '#FFFFFF',
  frozen: '#EEF1F4',
  warning: '#B3261E',
  /** Text on the cells of a heatmap, which are the same in every theme. */
  onLight: '#101418',
  onDark: '#FEFEFE',
} as const;

/** Inter is in assets/fonts and draws the PNGs; readers of the SVG without it see their system's font. */
export const FONT = "Inter, 'Helvetica Neue', Arial, sans-serif";

/** The same colours of a dark theme; the cells of a heatmap keep theirs, and so does the text on them. */
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

/** An SVG that follows its reader's theme, also inside an `<img>`. On paper it stays white. */
export const withDarkTheme = (svg: string): string =>
  svg.replace(/<svg[^>]*>/, (tag) => `${tag}<style>@media screen and (prefers-color-scheme:dark){${rules}}</style>`);
