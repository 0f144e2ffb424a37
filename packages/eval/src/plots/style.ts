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
