import type { Verdict } from '../../claims';

/** The class of each verdict. The words stay; colour only helps the eye. */
const CLASSES: Readonly<Record<Verdict, 'yes' | 'no' | 'open'>> = {
  identical: 'yes',
  holds: 'yes',
  reproduced: 'yes',
  'compatible with seed spread': 'yes',
  different: 'no',
  'does not hold': 'no',
  'not reproduced': 'no',
  undecided: 'open',
  'not measured': 'open',
};

export const isVerdict = (text: string): text is Verdict => Object.hasOwn(CLASSES, text);

export const verdictHtml = (verdict: Verdict): string => `<strong class="${CLASSES[verdict]}">${verdict}</strong>`;
