import type { Verdict } from '../claims';

/** A claim in a row. Texts are plain. */
export interface ClaimRow {
  /** The claim's id in the protocol, and its address in the HTML report. */
  id: string;
  statement: string;
  /** In small print below it: what is measured, and when it holds. */
  measure?: string;
  /** What the notebook prints, or says. */
  notebook: string;
  run: string;
  seeds: string;
  verdict: Verdict;
  /** Why it is undecided. */
  why?: string;
  /** The address of the live page's view that shows it. */
  view?: string;
}

/** Markdown, or claims. */
export type Block = string | readonly ClaimRow[];

/** What is folded away at first. */
export interface Fold {
  /** Its address. */
  id: string;
  title: string;
  blocks: readonly Block[];
}

export interface Section {
  /** Its address. */
  id: string;
  title: string;
  /** What a reader sees first. */
  blocks: readonly Block[];
  folds: readonly Fold[];
  /** Views of the live page that show it. */
  views?: readonly { address: string; text: string }[];
}

/** The report before it is written, as Markdown and as HTML. */
export interface Report {
  title: string;
  /** Before the first section, as Markdown. */
  opening: readonly string[];
  sections: readonly Section[];
}

/** A fold of a section. @example fold('lenet', 'Scores by class', []).id // 'lenet-scores-by-class' */
export const fold = (section: string, title: string, blocks: readonly Block[]): Fold => ({
  id: `${section}-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`,
  title,
  blocks,
});
