/**
 * Advance widths of Inter in thousandths of its size, for the characters from space to tilde: table `hmtx` of the files
 * in assets/fonts, read with fontTools and rounded.
 */
const REGULAR = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
  566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
  753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
  583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
  333, 426, 662,
];
const SEMIBOLD = [
  252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640,
  576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922,
  759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624,
  591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455,
  359, 455, 673,
];
/** Any other character: the width of a capital M, which only @, % and W exceed. */
const OTHER = 903;

/**
 * Width of a line of text in Inter, in the unit of `size`, without kerning. Vega's own guess, 0.8 of the size per
 * character, cuts labels short and leaves plots with a wide empty margin.
 *
 * @example textWidth('Epoch', 12) // 35.68
 */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = bold ? SEMIBOLD : REGULAR;
  let thousandths = 0;
  for (const character of text) thousandths += widths[character.charCodeAt(0) - 32] ?? OTHER;
  return (thousandths * size) / 1000;
}

/** Text in lines of at most `width`, broken between words; a word that is wider stands alone. */
export function wrapText(text: string, size: number, width: number, bold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size, bold) <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
