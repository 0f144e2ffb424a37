import { SLICE_NOTICE } from '@reprise/records';
import type { Config, TopLevelSpec } from 'vega-lite';
import { COLOURS, FONT } from './style';
import { wrapText } from './text-width';

/** A plot to be framed. */
export interface Plot {
  /** What there is to see, as a sentence. */
  title: string;
  /** Lines under the title. */
  notes?: readonly string[];
  /** Pixels after which title and notes wrap: less than the plot's width, since the reader's font may be wider. */
  titleWidth?: number;
  /** Vega-Lite, with data and without title and configuration. */
  spec: TopLevelSpec;
}

const CONFIG: Config = {
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
    subtitleColor: COLOURS.quiet,
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

/** A plot's complete specification. @param slice whether it has the notice of the quick profile */
export function framePlot({ title, notes = [], titleWidth = 480, spec }: Plot, slice: boolean): TopLevelSpec {
  const lines = slice ? [SLICE_NOTICE, ...notes] : notes;
  const subtitle = lines.flatMap((line) => wrapText(line, 12, titleWidth));
  return {
    ...spec,
    title: {
      text: wrapText(title, 16, titleWidth, true),
      ...(subtitle.length > 0 && { subtitle }),
      ...(slice && { subtitleColor: COLOURS.warning }),
    },
    config: CONFIG,
  } as TopLevelSpec;
}

/** A channel whose values are pixels, from the left or from the top. */
export const pixels = (field: string) => ({ field, type: 'quantitative' as const, scale: null, axis: null });
