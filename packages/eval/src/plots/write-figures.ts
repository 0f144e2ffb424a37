import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asProblem, Problem, writeJson } from '@reprise/base';
import { framePlot, type Plot } from './frame';
import { renderPlot, svgToPng } from './render-plot';
import { withDarkTheme } from './style';

/** A figure to draw: its file name without an extension, its text alternative, and its plot. */
export interface Figure {
  name: string;
  alt: string;
  plot: () => Plot | Promise<Plot>;
}

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/**
 * Writes each figure as `NAME.svg`, which follows the reader's theme, as `NAME.png`, and as `NAME.vl.json`, its Vega-Lite
 * specification with its data, into `folder`.
 * @param slice whether each figure has the notice of the quick profile
 * @throws Problem that names the figure which failed; an error of the file system as it is
 */
export async function writeFigures(figures: readonly Figure[], folder: string, slice: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, plot } of figures)
    try {
      const spec = framePlot(await plot(), slice);
      const svg = await renderPlot(spec);
      await writeFile(join(folder, `${name}.svg`), withDarkTheme(svg));
      await writeFile(join(folder, `${name}.png`), await svgToPng(svg));
      await writeJson(join(folder, `${name}.vl.json`), { $schema: SCHEMA, ...spec });
    } catch (cause) {
      if (!(cause instanceof Problem) && asProblem(cause) !== undefined) throw cause; // such as a full disk
      const found = cause instanceof Error ? cause.message : String(cause);
      const todo =
        'The previous output is untouched. Check the record that the figure shows, and run the same command again.';
      throw new Problem({ where: `figure ${name}`, expected: 'a drawing', found, todo }, { cause });
    }
}
