export { findingsMarkdown, verdictsOn } from './findings/findings-markdown';
export { number, rangeText } from './findings/number';
export { findJudged, headlines, headlineTable, HEADLINES, seedsText, summaryLines } from './findings/summary';
export { type Compared, compareRun } from './judge/compare-run';
export { distributionOf, judge } from './judge/judge-claims';
export { Judged, type Verdict, Verdicts } from './verdict';
