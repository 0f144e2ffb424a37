import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares a drawing with the committed one, `plots/fixtures/NAME.svg`. REPRISE_DRAW=1 writes it instead: look at what
 * changed before you commit it.
 */
export function expectDrawing(name: string, svg: string): void {
  const file = join(__dirname, '..', 'plots', 'fixtures', `${name}.svg`);
  if (process.env.REPRISE_DRAW === '1') writeFileSync(file, svg);
  expect(svg).toBe(readFileSync(file, 'utf8'));
}
