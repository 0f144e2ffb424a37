import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asProblem, Problem } from '@reprise/base';
import type { TopLevelSpec } from 'vega-lite';
import { renderPlot, svgToPng, withDarkTheme } from '../plots';

/** A drawing to make: its file name without an ending, what it shows in words, and how it is drawn. */
export type Drawing = { name: string; alt: string } & (
  | { /** A plot: its specification, data included, is written beside it. */ spec: TopLevelSpec }
  | { /** A picture. */ svg: () => Promise<string> }
);

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/**
 * Writes each drawing as `NAME.svg`, which follows the reader's theme, and `NAME.png`, and a plot's specification with its
 * data as `NAME.vl.json`, into `folder`, one after the other.
 * @param task the Nx task that draws, for the error
 * @throws Problem that names the drawing which failed; what the disk refuses as it is
 */
export async function drawFigures(drawings: readonly Drawing[], folder: string, task: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const drawing of drawings) {
    const { name } = drawing;
    try {
      const text = 'spec' in drawing ? await renderPlot(drawing.spec) : await drawing.svg();
      await writeFile(join(folder, `${name}.svg`), withDarkTheme(text));
      await writeFile(join(folder, `${name}.png`), svgToPng(text));
      if ('spec' in drawing)
        await writeFile(
          join(folder, `${name}.vl.json`),
          JSON.stringify({ $schema: SCHEMA, ...drawing.spec }, null, 2) + '\n',
        );
    } catch (cause) {
      // A full disk says nothing about a drawing.
      if (!(cause instanceof Problem) && asProblem(cause) !== undefined) throw cause;
      const found = cause instanceof Error ? cause.message : String(cause);
      const todo = `What it wrote before is untouched. Look at the record that it draws, and run \`npx nx run ${task}\` again.`;
      throw new Problem({ where: `figure ${name}`, expected: 'a drawing', found, todo }, { cause });
    }
  }
}
