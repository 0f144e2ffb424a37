import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { textWidth } from './text-width';

/** Vega's hook for measuring text, which its typings leave out. */
interface TextMetrics {
  width: (item: { fontSize?: number; fontWeight?: number | string; limit?: number }, text: string) => number;
}

const measure: TextMetrics['width'] = ({ fontSize = 11, fontWeight, limit = 0 }, text) => {
  const width = textWidth(String(text ?? '').trim(), fontSize, fontWeight === 'bold' || Number(fontWeight) >= 600);
  return limit > 0 ? Math.min(width, limit) : width;
};

/**
 * Draws a Vega-Lite specification as SVG text, the same bytes for the same specification.
 *
 * Both libraries are ESM only and share modules, hence the imports one after the other. Vega numbers the clip paths and
 * gradients of all that a process draws; the count restarts right before the drawing, which is synchronous once the data
 * flow has run.
 *
 * @throws Error when Vega or Vega-Lite reports an error or a warning
 */
export async function renderPlot(spec: TopLevelSpec): Promise<string> {
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  (vega as unknown as { textMetrics: TextMetrics }).textMetrics.width = measure;
  // Readers of a report would not see warnings, so they are errors.
  const warnings: string[] = [];
  const record = (...message: readonly unknown[]): void => void warnings.push(message.join(' '));
  const logger = vega.logger(vega.Warn);
  logger.warn = (...message: readonly unknown[]) => (record(...message), logger);
  logger.error = (...message: readonly unknown[]) => (record(...message), logger);
  const view = new vega.View(vega.parse(compile(spec, { logger }).spec), { renderer: 'none', logger });
  try {
    await view.runAsync();
    if (warnings.length > 0) throw new Error(warnings.join('; '));
    vega.resetSVGDefIds();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Inter, under the SIL Open Font License (OFL.txt beside the files). */
export const FONTS = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) =>
  join(__dirname, '../../assets/fonts', name),
);

/** Draws an SVG as PNG bytes at twice its size, with the repository's fonts alone: the same on every machine. */
export async function svgToPng(svg: string): Promise<Buffer> {
  // Loaded when pictures are drawn: verdicts need none.
  const { Resvg } = await import('@resvg/resvg-js');
  const drawing = new Resvg(svg, {
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: 2 },
  });
  return drawing.render().asPng();
}
