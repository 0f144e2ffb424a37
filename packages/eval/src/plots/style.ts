import { SLICE_NOTICE } from '@reprise/records';
import type { Config } from 'vega-lite';
import { wrapText } from './text-width';

/** Okabe and Ito's colours, told apart by readers with any of the common kinds of colour blindness and in print. */
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

/** Inter is in assets/fonts and draws the PNGs; a reader of the SVG who has it not sees the system's. */
export const FONT = "Inter, 'Helvetica Neue', Arial, sans-serif";

/**
 * A title wider than so many pixels goes on in a second line, unless a plot says otherwise. Less than the plots' width,
 * since a reader without Inter sees a font that may be wider.
 */
const TITLE_WIDTH = 480;

/** A plot's title, and lines under it: what it shows, and the notice where figures mean nothing. */
export function plotTitle(
  text: string,
  lines: readonly string[],
  slice: boolean,
  width = TITLE_WIDTH,
): { text: string[]; subtitle?: string[] } {
  const subtitle = [...(slice ? [SLICE_NOTICE] : []), ...lines].flatMap((line) => wrapText(line, 12, width));
  const wrapped = wrapText(text, 16, width, true);
  return subtitle.length > 0 ? { text: wrapped, subtitle } : { text: wrapped };
}

/** The look that all vega-lite plots share. */
export function plotConfig(slice: boolean): Config {
  return {
    background: COLOURS.paper,
    font: FONT,
    padding: 16,
    title: {
      anchor: 'start',
      frame: 'group',
      color: COLOURS.ink,
      fontSize: 16,
      fontWeight: 600,
      offset: 14,
      subtitleColor: slice ? COLOURS.warning : COLOURS.quiet,
      subtitleFontSize: 12,
      subtitlePadding: 6,
    },
    view: { stroke: null },
    axis: {
      labelColor: COLOURS.quiet,
      labelFontSize: 12,
      titleColor: COLOURS.ink,
      titleFontSize: 12,
      titleFontWeight: 400,
      titlePadding: 10,
      gridColor: COLOURS.grid,
      domainColor: COLOURS.quiet,
      tickColor: COLOURS.quiet,
    },
    legend: { labelColor: COLOURS.ink, labelFontSize: 12, symbolSize: 60, symbolStrokeWidth: 2, title: null },
  };
}
