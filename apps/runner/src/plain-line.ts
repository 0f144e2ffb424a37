import { stripVTControlCharacters } from 'node:util';

/**
 * A line as a pipe should have it: what was last drawn of it, without colours and without what moves a cursor. Nx keeps what
 * a task said in a terminal, bars and all, and says it again wherever its result comes from the cache.
 * @example plainLine('\u001b[1Gepoch 1  50 %\u001b[1Gepoch 1  \u001b[32m100 %\u001b[0m') // 'epoch 1  100 %'
 */
export function plainLine(line: string): string {
  // Column 1, by either of its names, is where a bar is drawn anew.
  const drawn = line.split(/\r|\u001b\[1?G/).map((piece) => stripVTControlCharacters(piece).trimEnd());
  // What is left of controls moves a cursor all the same: a backspace, half of a sequence.
  return (drawn.findLast((piece) => piece !== '') ?? '').replace(/[^\P{Cc}\t]/gu, '');
}
