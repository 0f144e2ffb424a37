// How claims are written, and how near to the notebook's numbers ours must be.
import { MODEL_NAMES, type ModelName } from '../../published/published';
import { type Claim, Declared, type Group } from '../claim';
import type { CurveName } from '../measures/curves';
import declared from './declared.json';

export type ClaimText = Omit<Claim, 'id' | 'group' | 'subject' | 'declared'>;

/** A claim, with its declared verdict. */
export const claim = (id: string, group: Group, subject: ModelName | 'data', text: ClaimText): Claim => ({
  id,
  group,
  subject: subject === 'data' ? 'Data' : MODEL_NAMES[subject],
  ...text,
  declared: Declared.parse({ date: declared.date, ...declared.verdicts[id as keyof typeof declared.verdicts] }),
});

type Judged = Pick<Claim, 'expects' | 'reason'>;
const proposition =
  (holds: 'above' | 'below') =>
  (bound: number, reason: string): Judged => ({ expects: { kind: 'proposition', holds, bound }, reason });
export const above = proposition('above');
export const below = proposition('below');
export const exact = (published: number | string, reason: string): Judged => ({
  expects: { kind: 'exact', published },
  reason,
});
export const near = (published: number, [tolerance, reason]: Tolerance): Judged => ({
  expects: { kind: 'number', published, tolerance },
  reason,
});

type Tolerance = [number, string];
const LATE_EPOCHS = 'how much the notebook’s val_loss moves from one late epoch to the next';
const IMAGES = {
  rows: [60000, 10000],
  accuracy: {
    tolerance: [0.01, 'one point: three standard errors of an accuracy near 0.9 on the 10,000 test images'],
    quote: (part, value) => `${part} accuracy = ${value.toFixed(5)}`,
  },
  loss: [0.012, LATE_EPOCHS],
  curves: { loss: 0.02, acc: 0.01, val_loss: 0.02, val_acc: 0.01 },
} satisfies Partial<Fit>;
const URLS = {
  rows: [50514, 16838],
  accuracy: {
    tolerance: [
      0.003,
      'three tenths of a point: three standard errors of an accuracy near 0.99 on the 16,838 test rows',
    ],
    quote: (part, value) => `${part} Accuracy =  ${value}`,
  },
  loss: [0.002, 'a tenth of the printed losses'],
} satisfies Partial<Fit>;

/** A fit whose log the notebook prints, and how near ours must be. */
export interface Fit {
  /** The experiment that repeats it. */
  experiment: string;
  /** The notebook's cell. */
  cell: string;
  /** Of the training and the test set. */
  rows: [number, number];
  /** The cell that prints the layers. */
  summary?: string;
  /** The cell that prints the accuracies of `evaluate`. */
  evaluate?: string;
  accuracy?: { tolerance: Tolerance; quote: (part: 'Testing' | 'Training', value: number) => string };
  loss: Tolerance;
  curves: Partial<Record<CurveName, number>>;
  /** How the epochs until early stopping are measured, and the cell that tries two URLs. */
  urls?: { epochs: string; cell: string };
}

export const FITS = {
  autoencoder: {
    experiment: 'autoencoder',
    cell: 'autoencoder.fit',
    rows: IMAGES.rows,
    loss: [0.003, LATE_EPOCHS],
    curves: { loss: 0.004, val_loss: 0.004 },
  },
  lenet: {
    experiment: 'lenet',
    cell: 'cell 54',
    evaluate: 'cells 55 and 56',
    ...IMAGES,
  },
  transfer: {
    experiment: 'transfer',
    cell: 'cell 72',
    summary: 'cell 69',
    evaluate: 'cell 82',
    ...IMAGES,
  },
  // Its log is of a second fit: its cell was run again.
  birnn: {
    experiment: 'birnn-two-rounds',
    cell: 'cell 111',
    summary: 'cell 91',
    evaluate: 'cell 111',
    ...URLS,
    curves: { loss: 0.002, acc: 0.003, val_loss: 0.002, val_acc: 0.003 },
    urls: { epochs: 'epochs of the second fit on the same model', cell: 'cell 114' },
  },
  'cnn-lstm': {
    experiment: 'cnn-lstm',
    cell: 'cell 119',
    summary: 'cell 118',
    evaluate: 'cell 119',
    ...URLS,
    curves: { loss: 0.006, acc: 0.003, val_loss: 0.006, val_acc: 0.003 },
    urls: { epochs: 'epochs of the fit', cell: 'cell 120' },
  },
} satisfies Record<ModelName, Fit>;
