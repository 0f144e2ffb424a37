export { findingsMarkdown, neededText, verdictsOn } from './findings/findings-markdown';
export { number, rangeText, valueText } from './findings/number';
export {
  findJudged,
  type Headline,
  headlines,
  headlineTable,
  HEADLINES,
  seedsText,
  summaryLines,
} from './findings/summary';
export { type Compared, compareRun } from './judge/compare-run';
export { runValues } from './judge/run-values';
export { distributionOf, judge } from './judge/judge-claims';
export { Judged, type Verdict, Verdicts, VERDICTS } from './verdict';
